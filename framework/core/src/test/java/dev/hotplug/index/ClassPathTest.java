package dev.hotplug.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    private static final String NAME = "acme/word.txt";

    @TempDir
    private Path folder;
    private Path with;
    private Path without;
    /** How often anybody had to search. */
    private int searches;

    @BeforeEach
    void write() {
        with = PluginJar.withoutDescriptor().file(NAME, "word").write(folder.resolve("with.jar"));
        without = PluginJar.withoutDescriptor().file("acme/other.txt", "other").write(folder.resolve("without.jar"));
    }

    @Test
    void places_askedAgainInTheNextJvm_areKnownWithoutASearch() throws IOException {
        List<String> found = places(NAME, without, with);

        assertThat(found).singleElement().asString().endsWith("with.jar!/" + NAME);
        assertThat(places(NAME, without, with)).isEqualTo(found);
        assertThat(searches).isEqualTo(1);
    }

    @Test
    void places_ofWhatIsNotThere_areRememberedToo() throws IOException {
        assertThat(places("acme/nowhere", with)).isEmpty();
        assertThat(places("acme/nowhere", with)).isEmpty();

        assertThat(searches).isEqualTo(1);
        assertThat(places(NAME, with)).hasSize(1);
        assertThat(places("acme/nowhere", with)).isEmpty();
        assertThat(searches).isEqualTo(2);
    }

    @Test
    void places_afterAJarHasChanged_areSoughtAgain() throws IOException {
        assertThat(places(NAME, without)).isEmpty();
        PluginJar.withoutDescriptor().file(NAME, "new").write(without);
        Files.setLastModifiedTime(without, FileTime.fromMillis(86_400_000));

        assertThat(places(NAME, without)).hasSize(1);
    }

    @Test
    void places_onAnotherClassPath_areSoughtThere() throws IOException {
        assertThat(places(NAME, without)).isEmpty();

        assertThat(places(NAME, without, with)).hasSize(1);
        assertThat(places(NAME, with, without)).hasSize(1);
        assertThat(searches).isEqualTo(3);
    }

    @Test
    void places_withADirectoryOnTheClassPath_areSoughtEachTime() throws IOException {
        Path classes = folder.resolve("classes/");
        Files.createDirectories(classes.resolve("acme"));
        assertThat(places(NAME, with, classes)).hasSize(1);
        Files.writeString(classes.resolve(NAME), "second");

        assertThat(places(NAME, with, classes)).hasSize(2);
    }

    @Test
    void places_withAJarThatIsMissing_areSoughtEachTime() throws IOException {
        Path later = folder.resolve("later.jar");
        assertThat(places(NAME, without, later)).isEmpty();
        Files.copy(with, later);

        assertThat(places(NAME, without, later)).hasSize(1);
    }

    /** What such a JAR names may change, come or go, and the class path's text does not tell. */
    @Test
    void places_withAJarThatNamesOthers_areSoughtEachTime() throws IOException {
        Path thin = PluginJar.withoutDescriptor().manifest("Class-Path", "later.jar").write(folder.resolve("thin.jar"));
        assertThat(places(NAME, thin)).isEmpty();
        Files.copy(with, folder.resolve("later.jar"));

        assertThat(places(NAME, thin)).hasSize(1);
    }

    @Test
    void places_withANameThatIsNoPath_areSoughtEachTime() throws IOException {
        try (URLClassLoader own = loader(with)) {
            ClassPath path = new ClassPath(index(), own, with + File.pathSeparator + "no\0path.jar");
            assertThat(path.stamps()).contains(CodePlace.UNKNOWN);
            assertThat(path.places(own, NAME)).hasSize(1);
        }
        assertThat(folder.resolve("index")).doesNotExist();
    }

    @Test
    void places_ofAnotherClassLoader_areSoughtEachTime() throws IOException {
        try (URLClassLoader other = loader(with); URLClassLoader own = loader(without)) {
            for (int i = 0; i < 2; i++) {
                ClassPath path = new ClassPath(index(), own, without.toString());
                assertThat(path.places(other, NAME)).hasSize(1);
            }
        }
        assertThat(searches).isEqualTo(2);
    }

    @Test
    void places_fromAFileThatIsDamaged_areSoughtAgainAndKept() throws IOException {
        List<String> found = places(NAME, with);
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }

        assertThat(places(NAME, with)).isEqualTo(found);
        assertThat(places(NAME, with)).isEqualTo(found);
        assertThat(searches).isEqualTo(2);
    }

    @Test
    void places_whereNothingCanBeKept_areFoundAllTheSame() throws IOException {
        Files.writeString(folder.resolve("index"), "a file where the directory should be");

        assertThat(places(NAME, with)).hasSize(1);
        assertThat(places(NAME, with)).hasSize(1);
    }

    /** What one JVM would answer. */
    private List<String> places(String name, Path... entries) throws IOException {
        try (URLClassLoader loader = loader(entries)) {
            ClassPath path = new ClassPath(index(), loader,
                    Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            return path.places(loader, name).stream().map(URL::toString).toList();
        }
    }

    private PluginIndex index() {
        return new PluginIndex(folder.resolve("index"), Entries.FRAMEWORK, 10, folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("index"))) {
            return files.toList();
        }
    }

    private URLClassLoader loader(Path... entries) throws IOException {
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = entries[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                searches++;
                return super.getResources(name);
            }
        };
    }
}
