package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools find a plugin's file by the code source of its classes, whatever the file is called. */
class CodeSourceTest {

    private static final PluginJar TELLING = PluginJar.plugin("telling", "1.0.0").entry("acme.Telling").source("""
            package acme;
            import dev.hotplug.api.*;
            public final class Telling implements Plugin {
                @Override public void start(PluginContext context) {
                    context.export(String.class,
                            getClass().getProtectionDomain().getCodeSource().getLocation().toString());
                }
            }
            """);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"Plain-1.0_x.jar", "two words.jar", "50%#1.jar", "a+b=c~.jar"})
    void codeSource_isTheUrlOfTheFile(String name) throws Exception {
        Path file = TELLING.write(directory.resolve(name));
        try (PluginHost host = PluginHost.builder().workDirectory(directory).build()) {
            host.load(file);
            try (SymbolRef<String> told = host.acquire(String.class)) {
                assertThat(told.get()).isEqualTo(file.toUri().toURL().toString());
            }
        }
    }
}
