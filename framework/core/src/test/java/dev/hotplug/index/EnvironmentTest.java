package dev.hotplug.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.HostClasses;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    private static final Map<String, byte[]> CLASSES = Sources.compile("package acme.spi; public interface Spi { }");

    @TempDir
    private Path folder;

    @Test
    void key_ofTheSameHost_isTheSame() throws IOException {
        Path jar = jar();

        assertThat(key(jar, Set.of("acme.spi"))).isPresent().isEqualTo(key(jar, Set.of("acme.spi")));
        assertThat(key(jar, Set.of())).isPresent().isNotEqualTo(key(jar, Set.of("acme.spi")));
    }

    @Test
    void key_ofTheJarThatIsShared_changesWithItsTime() throws IOException {
        Path jar = jar();
        Optional<String> before = key(jar, Set.of("acme.spi"));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(86_400_000));

        assertThat(key(jar, Set.of("acme.spi"))).isPresent().isNotEqualTo(before);
    }

    @Test
    void key_ofADirectoryThatIsShared_changesWithItsClasses() throws IOException {
        Path classes = folder.resolve("classes");
        Path type = classes.resolve("acme/spi/Spi.class");
        Files.createDirectories(type.getParent());
        Files.write(type, CLASSES.get("acme/spi/Spi.class"));
        Optional<String> before = key(classes, Set.of("acme.spi"));
        Files.write(type.resolveSibling("Other.class"), new byte[100]);

        assertThat(before).isPresent();
        assertThat(key(classes, Set.of("acme.spi"))).isPresent().isNotEqualTo(before);
    }

    @Test
    void key_ofAPackageThatNobodyKnowsWhereItIs_isNone() throws IOException {
        assertThat(key(jar(), Set.of("acme.spi", "acme.nowhere"))).isEmpty();
        // Without an entry for the directory, a JAR does not say that it has the package.
        Path bare = new Jar().with(CLASSES).write(folder.resolve("bare.jar"));
        assertThat(key(bare, Set.of("acme.spi"))).isEmpty();
    }

    @Test
    void key_changesWithWhatIsLinkedAgainst() {
        Environment environment = Environment.of(new HostClasses(getClass().getClassLoader(), Set.of()), classPath());

        assertThat(environment.key(List.of("a", "b"))).isEqualTo(environment.key(List.of("a", "b")));
        assertThat(List.of(environment.key(List.of()), environment.key(List.of("a")), environment.key(List.of("b")),
                environment.key(List.of("a", "b")), environment.key(List.of("b", "a")))).doesNotHaveDuplicates();
    }

    @Test
    void framework_ofSnapshots_isOfOneBuild() {
        assertThat(Environment.framework()).isEqualTo(Environment.framework()).doesNotEndWith(CodePlace.UNKNOWN);
    }

    private Path jar() {
        return new Jar().with("acme/", "").with("acme/spi/", "").with(CLASSES).write(folder.resolve("spi.jar"));
    }

    private ClassPath classPath() {
        return new PluginIndex(folder.resolve("index"), Entries.FRAMEWORK, 10, folder).classPath();
    }

    private Optional<String> key(Path place, Set<String> shared) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
            return Environment.of(new HostClasses(loader, shared), classPath()).key(List.of("text 1.0.0"));
        }
    }
}
