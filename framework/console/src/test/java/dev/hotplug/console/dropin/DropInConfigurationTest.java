package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration, while the directory is watched. What the operator is told is what the test waits for. */
class DropInConfigurationTest {

    private static final long LONGEST_SECONDS = 60;
    private static final PluginJar GREETER = PluginJar.annotated().source("""
            package com.acme.greeter;

            import dev.hotplug.api.*;

            @PluginDescriptor(id = "greeter", version = "1.4.0")
            public final class GreeterPlugin implements Plugin {
                @Param private volatile int times = 1;

                @Override
                public void start(PluginContext context) { }
            }
            """);

    @TempDir
    private Path directory;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private PluginHost host;
    private DropInDirectory watched;

    @BeforeEach
    void open() throws Exception {
        write("blocklist: [greeter]\nload-after: {a: [b]}");
        ConfigurationFile configuration = ConfigurationFile.in(directory);
        configuration.read();
        host = PluginHost.builder().build();
        watched = new DropInDirectory(host, directory, configuration, new DropInReport(), told::add);
    }

    @AfterEach
    void close() {
        watched.close();
        host.close();
    }

    @Test
    void configuration_thatChanges_isReadAgain() throws Exception {
        old(GREETER.write(directory.resolve("greeter.jar")));
        old(PluginJar.plugin("a", "1.0.0").write(directory.resolve("a.jar")));
        old(PluginJar.plugin("b", "1.0.0").write(directory.resolve("b.jar")));

        assertThat(watched.start()).isTrue();
        assertThat(told.take()).startsWith("loaded ");
        assertThat(told.take()).startsWith("loaded ");
        assertThat(host.plugins()).extracting(PluginInfo::id).containsExactly("b", "a");

        write("blocklist: greeter");
        assertThat(next()).isEqualTo(directory.resolve("plugins.yaml")
                + ":1: blocklist: expected a list, as [a, b], found the text greeter; what was in force stays");
        assertThat(host.plugin("greeter")).isEmpty();

        write("parameters: {greeter: {times: many}}");
        assertThat(next()).startsWith("configured as ");
        assertThat(next()).startsWith("INVALID_PARAMETER: greeter 1.4.0: parameter times")
                .endsWith("; " + directory.resolve("plugins.yaml") + " sets it, correct it there");

        write("parameters: {greeter: {times: 3}}");
        assertThat(next()).startsWith("configured as ");
        assertThat(next()).isEqualTo("loaded greeter 1.4.0 from greeter.jar");
        assertThat(host.parameters("greeter").values()).containsEntry("times", "3");
        assertThat(told).isEmpty();
    }

    private String next() throws InterruptedException {
        return told.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    private void write(String yaml) throws Exception {
        Files.writeString(directory.resolve(ConfigurationFile.NAME), yaml);
    }

    /** A file that was written just now would be left for later. */
    private static void old(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }
}
