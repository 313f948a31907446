package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose classes a host shares that nobody named a class loader for. */
class HostLoaderTest {

    private static final PluginJar APPLICATION = PluginJar.withoutDescriptor().source("""
            package acme.app;
            public interface Spi { String word(); }
            """).source("""
            package acme.app;
            import dev.hotplug.PluginHost;
            import java.nio.file.Path;
            public final class Main implements java.util.function.Function<Path[], String> {
                @Override public String apply(Path[] files) {
                    try (PluginHost host = PluginHost.builder().sharePackages("acme.app").workDirectory(files[0]).build()) {
                        host.load(files[1]);
                        return host.service(Spi.class).word();
                    }
                }
            }
            """).compiledAgainst(Path.of(PluginHost.class.getProtectionDomain().getCodeSource().getLocation().getPath()));

    private static final PluginJar PLUGIN = PluginJar.plugin("word", "1.0.0").entry("acme.plugin.Word").source("""
            package acme.plugin;
            import acme.app.Spi;
            import dev.hotplug.api.*;
            public final class Word implements Plugin, Spi {
                @Override public void start(PluginContext context) { context.export(Spi.class, this); }
                @Override public String word() { return "found"; }
            }
            """).compiledAgainst(APPLICATION);

    @TempDir
    private Path folder;
    private ClassLoader context;

    @BeforeEach
    void rememberContext() {
        context = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(context);
    }

    @Test
    void anApplicationInALoaderOfItsOwn_sharesItsOwnClasses() throws Exception {
        try (URLClassLoader own = application()) {
            Thread.currentThread().setContextClassLoader(own);
            assertThat(run(own)).isEqualTo("found");
        }
    }

    /** As scripts do, and whoever starts a main class by reflection. */
    @Test
    void anApplicationInALoaderThatItsThreadDoesNotKnow_sharesItsOwnClasses() throws Exception {
        try (URLClassLoader own = application()) {
            Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
            assertThat(run(own)).isEqualTo("found");
        }
    }

    private URLClassLoader application() throws Exception {
        return new URLClassLoader(new URL[] {APPLICATION.write(folder.resolve("app.jar")).toUri().toURL()},
                getClass().getClassLoader());
    }

    @SuppressWarnings("unchecked")
    private String run(ClassLoader own) throws Exception {
        Function<Path[], String> main = (Function<Path[], String>) own.loadClass("acme.app.Main")
                .getDeclaredConstructor().newInstance();
        return main.apply(new Path[] {folder.resolve("work"), PLUGIN.write(folder.resolve("word.jar"))});
    }
}
