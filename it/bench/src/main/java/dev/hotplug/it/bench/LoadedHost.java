package dev.hotplug.it.bench;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.it.bench.plugins.Adding;
import dev.hotplug.it.bench.spi.Adder;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A host with one plugin, {@code adding}, loaded from a JAR that is deleted as soon as it is loaded. */
final class LoadedHost implements AutoCloseable {

    private final Path folder;
    private final PluginHost host;

    private LoadedHost(Path folder, PluginHost host) {
        this.folder = folder;
        this.host = host;
    }

    static LoadedHost open() {
        return open(builder -> builder);
    }

    static LoadedHost open(UnaryOperator<PluginHostBuilder> options) {
        try {
            Path folder = Files.createTempDirectory("hotplug-bench");
            Path jar = PluginJar.plugin("adding", "1.0.0").behaviour(Adding.class).write(folder.resolve("adding.jar"));
            PluginHost host = options.apply(PluginHost.builder().sharePackages(Adder.class.getPackageName())
                    .workDirectory(folder.resolve("work"))).build();
            host.load(jar);
            Files.delete(jar);
            return new LoadedHost(folder, host);
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark's plugin", e);
        }
    }

    PluginHost host() {
        return host;
    }

    /** The plugin's own object, past any guard. */
    Adder raw() {
        try (var pin = host.acquire(Adder.class)) {
            return pin.get();
        }
    }

    @Override
    public void close() {
        host.close();
        try {
            Files.deleteIfExists(folder.resolve("work"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark's folder", e);
        }
    }
}
