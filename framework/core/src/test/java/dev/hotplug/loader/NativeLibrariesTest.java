package dev.hotplug.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

    private static final Map<String, byte[]> CODE = Sources.compile("package n; public class Native {"
            + " public static void load(String name) { System.loadLibrary(name); } }");
    private static final String FILE = System.mapLibraryName("acme");

    @TempDir
    Path directory;
    private Loaders loaders;

    @BeforeEach
    void open() {
        loaders = new Loaders(directory);
    }

    @AfterEach
    void close() throws IOException {
        loaders.close();
    }

    /** A library of the JDK that nobody else needs here, under another name. */
    private static byte[] library() throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        String file = System.mapLibraryName("prefs");
        Path library = home.resolve("lib").resolve(file);
        return Files.readAllBytes(Files.exists(library) ? library : home.resolve("bin").resolve(file));
    }

    private static void load(ClassLoader loader, String name) throws Throwable {
        try {
            loader.loadClass("n.Native").getMethod("load", String.class).invoke(null, name);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("native-")).sorted().toList();
        }
    }

    @Test
    void loadLibrary_ofTwoLoadsOfOneJar_givesEachItsOwnCopy() throws Throwable {
        Jar jar = new Jar().with(CODE).with("native/" + FILE, library());
        PluginClassLoader first = loaders.loader("acme#1", jar);
        PluginClassLoader second = loaders.loader("acme#2", jar);
        load(first, "acme");
        load(first, "acme");
        load(second, "acme");
        assertThat(copies()).hasSize(2);
        for (Path copy : copies()) {
            assertThat(copy).hasBinaryContent(library());
            if (copy.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("rwx------");
            }
        }
        first.retire("acme 1 was unloaded");
        assertThat(copies()).hasSize(1);
        load(loaders.loader("acme#3", jar), "acme");
        assertThat(copies()).hasSize(2);
    }

    @Test
    void findLibrary_severalPlaces_takesTheMostSpecial() throws IOException {
        String platform = (System.getProperty("os.name").equals("Linux") ? "linux" : "other") + "-"
                + (System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch"));
        Jar nested = new Jar().with("META-INF/native/" + FILE, "in a library");
        Jar jar = new Jar().with("lib/1.jar", nested.bytes());
        assertThat(Path.of(loaders.loader("acme#1", jar).findLibrary("acme"))).hasContent("in a library");
        jar.with("native/" + FILE, "own");
        assertThat(Path.of(loaders.loader("acme#2", jar).findLibrary("acme"))).hasContent("own");
        jar.with("native/" + platform + "/" + FILE, "for this platform");
        if (platform.startsWith("linux")) {
            assertThat(Path.of(loaders.loader("acme#3", jar).findLibrary("acme"))).hasContent("for this platform");
        }
    }

    /** On a file system whose files can be made, but not written as a native library's has to be. */
    @Test
    void find_afterACopyThatFailed_copiesAgain_andNothingIsLeftOfTheFirst() throws IOException {
        try (FileSystem other = FileSystems.newFileSystem(directory.resolve("other.zip"), Map.of("create", "true"))) {
            Resources resources = new Resources(loaders.stage(new Jar().with("native/" + FILE, library())), "acme#1");
            NativeLibraries libraries = new NativeLibraries(resources, "acme 1", other.getPath("/native-1"));
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> libraries.find("acme")).isInstanceOf(UnsupportedOperationException.class);
                assertThat(other.getPath("/")).isEmptyDirectory();
            }
        }
    }

    @Test
    void find_afterItsPlaceWasTaken_copiesAsSoonAsItIsFree() throws IOException {
        Resources resources = new Resources(loaders.stage(new Jar().with("native/" + FILE, library())), "acme#1");
        NativeLibraries libraries = new NativeLibraries(resources, "acme 1", directory.resolve("native-1"));
        Path taken = Files.createDirectories(directory.resolve("native-1-" + FILE).resolve("inside"));
        assertThatThrownBy(() -> libraries.find("acme")).isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContaining("acme 1: native/" + FILE + " cannot be copied to a file");
        assertThat(copies()).containsExactly(taken.getParent());
        Files.delete(taken);
        Files.delete(taken.getParent());
        assertThat(Path.of(libraries.find("acme"))).hasBinaryContent(library());
    }

    @Test
    void loadLibrary_thatIsNotThere_failsAsAnywhere() {
        PluginClassLoader loader = loaders.loader("acme#1", new Jar().with(CODE));
        assertThatThrownBy(() -> load(loader, "no-such")).isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContaining("no-such");
    }

    @Test
    void loadLibrary_afterThePluginLeft_saysSo() throws Exception {
        PluginClassLoader loader = loaders.loader("acme#1", new Jar().with(CODE).with("native/" + FILE, library()));
        loader.loadClass("n.Native");
        loader.retire("acme 1 was unloaded at noon");
        assertThatThrownBy(() -> load(loader, "acme")).isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContaining("acme 1 was unloaded at noon");
        assertThat(copies()).isEmpty();
    }
}
