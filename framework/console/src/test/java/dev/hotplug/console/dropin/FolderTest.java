package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    private static final byte[] JAR = PluginJar.plugin("text", "1.0.0").bytes();

    @TempDir
    private Path directory;
    private Path plugins;
    private Folder folder;

    @BeforeEach
    void open() throws Exception {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        folder = new Folder(plugins);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void look_seesJarsOnly() throws Exception {
        Files.write(plugins.resolve("text.jar"), JAR);
        Files.write(plugins.resolve("text.jar.part"), JAR);
        Files.createDirectory(plugins.resolve("directory.jar"));
        Files.createSymbolicLink(plugins.resolve("nowhere.jar"), directory.resolve("nowhere"));

        assertThat(folder.look()).hasValueSatisfying(seen -> assertThat(seen).containsOnlyKeys("text.jar"));
    }

    @Test
    void look_renamedFile_keepsItsStamp() throws Exception {
        Path file = Files.write(plugins.resolve("a.jar"), JAR);
        Stamp before = folder.look().orElseThrow().get("a.jar");
        Files.move(file, plugins.resolve("b.jar"));

        assertThat(folder.look().orElseThrow()).containsOnlyKeys("b.jar").containsValue(before);
    }

    @Test
    void look_directoryThatIsGone_seesNothing() throws Exception {
        assertThat(folder.look()).isPresent();
        Files.delete(plugins);

        assertThat(folder.look()).isEmpty();
    }

    @Test
    void look_otherDirectoryInItsPlace_countsWhenItHoldsSomething() throws Exception {
        Files.write(plugins.resolve("text.jar"), JAR);
        assertThat(folder.look()).isPresent();
        Files.move(plugins, directory.resolve("aside"));
        Files.createDirectory(plugins);
        assertThat(folder.look()).as("an empty mount point").isEmpty();
        Files.write(plugins.resolve("other.jar"), JAR);

        assertThat(folder.look()).hasValueSatisfying(seen -> assertThat(seen).containsOnlyKeys("other.jar"));
        Files.delete(plugins.resolve("other.jar"));
        assertThat(folder.look()).as("emptied").hasValueSatisfying(seen -> assertThat(seen).isEmpty());
    }

    @Test
    void await_change_endsTheWait() throws Exception {
        folder.look();
        Files.write(plugins.resolve("text.jar"), JAR);

        folder.await(Long.MAX_VALUE);
        assertThat(folder.look().orElseThrow()).containsKey("text.jar");
    }

    @Test
    void isComplete_everyBeginningOfAJar_isNot() throws Exception {
        for (int length = 0; length < JAR.length; length++) {
            Files.write(plugins.resolve("text.jar"), Arrays.copyOf(JAR, length));
            assertThat(folder.isComplete("text.jar")).as(length + " of " + JAR.length + " bytes").isFalse();
        }
        Files.write(plugins.resolve("text.jar"), JAR);

        assertThat(folder.isComplete("text.jar")).isTrue();
        assertThat(folder.isComplete("nowhere.jar")).isFalse();
    }

    @Test
    void isComplete_jarWithAComment_isWhenAllOfTheCommentIsThere() throws Exception {
        byte[] commented = Arrays.copyOf(JAR, JAR.length + 5);
        commented[JAR.length - 2] = 5;
        Files.write(plugins.resolve("text.jar"), commented);
        assertThat(folder.isComplete("text.jar")).isTrue();

        Files.write(plugins.resolve("text.jar"), Arrays.copyOf(commented, commented.length - 1));
        assertThat(folder.isComplete("text.jar")).isFalse();
    }
}
