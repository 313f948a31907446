package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

    /** As long as a path may be on Linux. */
    private static final int LONGEST = 4095;

    @TempDir
    private Path folder;

    /** Where there is room for the name of the directory, but not for that of one in it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void construct_whereNothingCanBeMadeInIt_leavesNothingBehind() throws Exception {
        int name = "/hotplug-".length() + Long.toHexString(System.nanoTime()).length();
        Path parent = folder.toAbsolutePath();
        // A name that is one longer or shorter fits as well.
        for (int left = left(parent, name); left > 1; left = left(parent, name)) {
            int length = left > 300 ? 200 : left > 200 ? 100 : left - 1;
            parent = Files.createDirectory(parent.resolve("d".repeat(length)));
        }
        Path tooLong = parent;

        assertThatThrownBy(() -> new WorkDirectory(tooLong)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot make a work directory in ").hasStackTraceContaining("/staged");
        assertThat(tooLong).isEmptyDirectory();
    }

    private static int left(Path parent, int name) {
        return LONGEST - 2 - parent.toString().length() - name;
    }
}
