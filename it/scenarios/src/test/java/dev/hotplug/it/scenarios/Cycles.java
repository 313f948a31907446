package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.PluginHost;
import dev.hotplug.api.Plugin;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The second child of {@link NothingStaysIT}: one plugin loaded, called and unloaded again and again; beside it a
 * plain class loader that does the same with the same JAR. What the JVM itself keeps of either (profiles,
 * dictionaries, freed but not returned memory) is in the second one's figures.
 */
final class Cycles {

    private static final int CYCLES = 2_000;
    private static final int STEP = 50;

    /** A leaked class loader costs some four thousand bytes; one of them in fifty cycles must show. */
    private static final double METASPACE_NOISE = 64;

    /** A thread or a file leaked in every hundredth cycle would show as twice that. */
    private static final double COUNT_NOISE = 0.005;

    /** What the process holds after some cycles, and a collection. */
    private record Held(int cycle, long metaspace, long threads, long files) {

        static Held now(int cycle) {
            System.gc();
            return new Held(cycle, ProcessFacts.metaspace(), ProcessFacts.threads().size(),
                    ProcessFacts.tellsOpenFiles() ? ProcessFacts.openFiles().size() : 0);
        }
    }

    /** One load, call and unload. */
    @FunctionalInterface
    private interface Cycle {
        void run() throws Exception;
    }

    private Cycles() {
    }

    /**
     * Runs both, and compares.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("cycles").toRealPath();
        Path work = Files.createDirectory(folder.resolve("work"));
        Path jar = PluginJar.plugin("cycled", "1.0.0").behaviour(Echoing.class).write(folder.resolve("cycled.jar"));

        List<Held> plain = measure(CYCLES, () -> cyclePlainly(jar));
        List<Held> plugin;
        try (PluginHost host = Scenario.host(work).build()) {
            Echo echo = host.service(Echo.class);
            plugin = measure(CYCLES, () -> {
                host.load(jar);
                assertThat(echo.say("x")).isEqualTo("cycled:x");
                host.unload("cycled");
                Probe.reset();
            });
            assertThat(Scenario.filesOfPlugins(work)).isEmpty();
        }
        compare("metaspace", plain, plugin, Held::metaspace, METASPACE_NOISE);
        compare("threads", plain, plugin, Held::threads, COUNT_NOISE);
        compare("files", plain, plugin, Held::files, COUNT_NOISE);
        System.out.println(CYCLES + " cycles");
        checkThatALeakWouldShow(jar, plain);
    }

    /** The twin that must fail: one class loader kept in every tenth cycle. */
    private static void checkThatALeakWouldShow(Path jar, List<Held> plain) throws Exception {
        List<ClassLoader> kept = new ArrayList<>();
        int[] cycle = new int[1];
        List<Held> leaking = measure(CYCLES / 4, () -> {
            ClassLoader loader = cyclePlainly(jar);
            if (cycle[0]++ % 10 == 0) {
                kept.add(loader);
            }
        });
        assertThatThrownBy(() -> compare("leak", plain, leaking, Held::metaspace, METASPACE_NOISE))
                .as(kept.size() + " class loaders kept").isInstanceOf(AssertionError.class);
    }

    private static ClassLoader cyclePlainly(Path jar) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()},
                new OnlyShared(Cycles.class.getClassLoader()))) {
            Class<?> type = loader.loadClass(Echoing.class.getName());
            assertThat(type.getClassLoader()).isSameAs(loader);
            assertThat(type.getConstructor().newInstance()).isInstanceOf(Plugin.class);
            return loader;
        }
    }

    private static List<Held> measure(int cycles, Cycle cycle) throws Exception {
        // Measuring brings in classes of its own.
        Held.now(0);
        List<Held> held = new ArrayList<>();
        for (int i = 1; i <= cycles; i++) {
            cycle.run();
            if (i > cycles / 2 && i % STEP == 0) {
                held.add(Held.now(i));
            }
        }
        return held;
    }

    private static void compare(String what, List<Held> plain, List<Held> plugin, ToLongFunction<Held> figure,
                                double noise) {
        double allowed = Math.max(0, slope(plain, figure)) + noise;
        double found = slope(plugin, figure);
        System.out.printf("%s: %.3f a cycle, plain class loader %.3f%n", what, found, slope(plain, figure));
        assertThat(found).as("slope of %s over the last half; plain: %s, plugin: %s", what, plain, plugin)
                .isLessThanOrEqualTo(allowed);
    }

    /** Least squares. */
    private static double slope(List<Held> held, ToLongFunction<Held> figure) {
        double meanX = held.stream().mapToInt(Held::cycle).average().orElseThrow();
        double meanY = held.stream().mapToLong(figure).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Held one : held) {
            covariance += (one.cycle() - meanX) * (figure.applyAsLong(one) - meanY);
            variance += (one.cycle() - meanX) * (one.cycle() - meanX);
        }
        return covariance / variance;
    }

    /** Hides the copy of the plugin's classes that is on this test's own class path. */
    private static final class OnlyShared extends ClassLoader {

        OnlyShared(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(Echoing.class.getPackageName() + ".")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
