package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void look_seesWhatHasTheNameOfAJar() throws Exception {
        Files.write(plugins.resolve("text.jar"), JAR);
        Files.write(plugins.resolve("text.jar.part"), JAR);
        Files.createDirectory(plugins.resolve("directory.jar"));
        Files.createSymbolicLink(plugins.resolve("nowhere.jar"), directory.resolve("nowhere"));

        assertThat(folder.look()).hasValueSatisfying(seen -> assertThat(seen)
                .hasEntrySatisfying("text.jar", stamp -> assertThat(stamp.kind()).isEqualTo(Stamp.Kind.FILE))
                .hasEntrySatisfying("directory.jar", stamp -> assertThat(stamp.kind()).isEqualTo(Stamp.Kind.NO_FILE))
                .hasEntrySatisfying("nowhere.jar",
                        stamp -> assertThat(stamp.kind()).isEqualTo(Stamp.Kind.LINK_TO_NOWHERE)).hasSize(3));
    }

    @Test
    void look_renamedFile_isKnownByItsStamp() throws Exception {
        Path file = Files.write(plugins.resolve("a.jar"), JAR);
        Stamp before = folder.look().orElseThrow().get("a.jar");
        Files.move(file, plugins.resolve("b.jar"));

        assertThat(folder.look().orElseThrow()).containsOnlyKeys("b.jar")
                .allSatisfy((name, stamp) -> assertThat(stamp.isRenamed(before)).isTrue());
        Files.write(plugins.resolve("b.jar"), new byte[] {1});
        assertThat(folder.look().orElseThrow().get("b.jar").isRenamed(before)).isFalse();
    }

    @Test
    void look_directoryThatIsGone_seesNothing() throws Exception {
        assertThat(folder.look()).isPresent();
        Files.delete(plugins);

        assertThat(folder.look()).isEmpty();
        assertThat(folder.trouble()).startsWith("is gone");
        Files.createFile(plugins);
        assertThat(folder.look()).isEmpty();
        assertThat(folder.trouble()).startsWith("cannot be read: it is no directory");
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
    void look_directoryMadeAgainEmpty_isAnotherOneWithoutHavingWaited() throws Exception {
        Hints hints = new Hints();
        try (Folder watched = new Folder(plugins, where -> hints)) {
            Path jar = Files.write(plugins.resolve("text.jar"), JAR);
            assertThat(watched.look()).isPresent();
            Files.delete(jar);
            hints.giveLast();

            assertThat(watched.look()).isEmpty();
            assertThat(watched.trouble()).startsWith("another directory stands in its place");
            Files.write(jar, JAR);
            assertThat(watched.look()).isPresent();
        }
    }

    @Test
    void look_directoryThatCannotBeWatchedMadeAgainEmpty_isAnotherOne() throws Exception {
        try (Folder unwatched = new Folder(plugins, where -> {
            throw new IOException("no watch is left");
        })) {
            Path jar = Files.write(plugins.resolve("text.jar"), JAR);
            assertThat(unwatched.look()).isPresent();
            Files.delete(jar);
            Files.delete(plugins);
            assertThat(unwatched.look()).isEmpty();
            Files.createDirectory(plugins);

            assertThat(unwatched.look()).as("perhaps of the same number").isEmpty();
            Files.write(jar, JAR);
            assertThat(unwatched.look()).isPresent();
        }
    }

    @Test
    void await_change_endsTheWait() throws Exception {
        folder.look();
        Files.write(plugins.resolve("text.jar"), JAR);

        folder.await(Long.MAX_VALUE);
        assertThat(folder.look().orElseThrow()).containsKey("text.jar");
    }
}
