package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
