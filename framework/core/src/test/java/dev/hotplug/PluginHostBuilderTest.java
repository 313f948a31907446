package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginHostBuilderTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "com.acme.*", "com/acme", "com..acme", ".com", "com.", "com.acme spi", "com.1st"})
    void sharePackages_ofWhatIsNoPackage_saysSo(String name) {
        assertThatThrownBy(() -> PluginHost.builder().sharePackages("com.acme", name))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("\"" + name + "\"", "expected");
    }

    @Test
    void sharePackages_takesEveryNameThatJavaTakes() {
        PluginHost.builder().sharePackages("com", "com.acme_2.$spi", "de.größe.Typ").build().close();
    }

    @Test
    void build_withAFileAsDataDirectory_saysSo(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("data"));
        PluginHostBuilder builder = PluginHost.builder().workDirectory(directory.resolve("work")).dataDirectory(file);

        assertThatThrownBy(builder::build).isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll(file.toString(), "is a file", "expected a directory");
        Files.delete(file);
        builder.build().close();
    }

    @Test
    void limits_null_areNamed() {
        assertThatNullPointerException().isThrownBy(() -> PluginHost.builder().stopLimit(null))
                .withMessage("stopLimit");
        assertThatNullPointerException().isThrownBy(() -> UnloadOptions.defaults().draining(null))
                .withMessage("draining");
    }

    @Test
    void build_withAFileAsWorkDirectory_saysWhyNot(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("work"));

        assertThatThrownBy(() -> PluginHost.builder().workDirectory(file).build())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("cannot make a work directory in " + file, "FileAlreadyExistsException");
    }

    @Test
    void whatIsNull_isNamed() {
        try (PluginHost host = PluginHost.builder().build()) {
            assertNamed("type", () -> host.service(null));
            assertNamed("type", () -> host.services(null));
            assertNamed("type", () -> host.acquire(null));
            assertNamed("jar", () -> host.load(null));
            assertNamed("jar", () -> host.reload("id", null, UnloadOptions.defaults()));
            assertNamed("name", () -> LoadOptions.defaults().parameter(null, "x"));
            assertNamed("word", () -> LoadOptions.defaults().parameter("word", null));
            assertNamed("values", () -> LoadOptions.defaults().parameters(null));
            assertNamed("ids", () -> LoadOptions.defaults().after(null));
        }
    }

    private static void assertNamed(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }
}
