package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    private Path directory;

    @Test
    void ownerOnly_newFile_isTheOwnersAlone() throws Exception {
        Path file = directory.resolve("history");

        assertThat(HistoryFile.ownerOnly(file)).contains(file);
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void ownerOnly_fileThatOthersMayRead_isTakenFromThem() throws Exception {
        Path file = Files.writeString(directory.resolve("history"), "plugin list\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(HistoryFile.ownerOnly(file)).contains(file);
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(file).content().isEqualTo("plugin list\n");
    }

    @Test
    void ownerOnly_placeThatDoesNotExist_isNoHistory() {
        assertThat(HistoryFile.ownerOnly(directory.resolve("none/history"))).isEmpty();
    }

    private static String rights(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
