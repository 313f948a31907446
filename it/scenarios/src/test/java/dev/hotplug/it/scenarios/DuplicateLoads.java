package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The child of {@link DuplicateLoadIT}. */
final class DuplicateLoads {

    private static final int THREADS = 64;
    private static final int ROUNDS = 200;

    /** What the threads load. */
    enum Kind {
        /** All of them the same file. */
        SAME_FILE,
        /** Each its own copy of the file, under another name. */
        COPIES,
        /** Each another JAR, of the same id. */
        VARIANTS
    }

    private final PluginHost host;
    private final Path work;
    private final List<Path> jars;
    private String loaderClass;

    private DuplicateLoads(Path folder, Kind kind) throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
        host = Scenario.host(work).build();
        jars = jars(Files.createDirectory(folder.resolve("jars")), kind);
    }

    /**
     * Runs all rounds.
     *
     * @param args the kind
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("duplicate-loads").toRealPath();
        new DuplicateLoads(folder, Kind.valueOf(args[0])).run();
        System.out.println(THREADS + " threads, " + ROUNDS + " rounds");
    }

    private static List<Path> jars(Path folder, Kind kind) {
        PluginJar plugin = PluginJar.plugin("dup", "1.0.0").behaviour(Scripted.class);
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            jars.add(switch (kind) {
                case SAME_FILE -> plugin.write(folder.resolve("dup.jar"));
                case COPIES -> plugin.write(folder.resolve("copy-" + i + ".jar"));
                case VARIANTS -> plugin.variant(i).write(folder.resolve("variant-" + i + ".jar"));
            });
        }
        return jars;
    }

    private void run() throws Exception {
        Probe.of("dup").on("start", context ->
                loaderClass = Thread.currentThread().getContextClassLoader().getClass().getName());
        Footprint alone = measured(1);
        for (int warm = 0; warm < 5; warm++) {
            alone = alone.max(measured(1));
        }
        for (int round = 0; round < ROUNDS; round++) {
            Footprint many = measured(THREADS);
            assertThat(many.classLoaders()).as("class loaders ever created, round " + round).isEqualTo(1);
            assertThat(many.fitsInto(alone)).as("round " + round + ": " + many + ", alone: " + alone).isTrue();
        }
        host.close();
        assertThat(ProcessFacts.filesUnder(work)).isEmpty();
    }

    /** Lets that many threads load at once, unloads again, and tells what it took at most. */
    private Footprint measured(int threads) throws Exception {
        Probe.of("dup").counter("starts").set(0);
        System.gc();
        int loaders = loaderClass == null ? 0 : ProcessFacts.instances(loaderClass);
        long collections = ProcessFacts.collections();
        try (Sampler sampler = new Sampler(work)) {
            List<Attempt<PluginHandle>> attempts = Attempt.rush(threads, sampler::begin,
                    i -> () -> host.load(jars.get(i)));
            Footprint peak = sampler.end();
            loaders = ProcessFacts.instances(loaderClass) - loaders;
            assertThat(ProcessFacts.collections()).as("collections during a round; enlarge the heap")
                    .isEqualTo(collections);

            assertThat(Attempt.tally(attempts)).isEqualTo(threads == 1 ? Map.of("done", 1)
                    : Map.of("done", 1, "ALREADY_LOADED", threads - 1));
            assertThat(host.plugins()).hasSize(1);
            assertThat(Probe.of("dup").counter("starts")).hasValue(1);
            host.unload("dup");
            assertThat(host.plugins()).isEmpty();
            return peak.withClassLoaders(loaders);
        }
    }
}
