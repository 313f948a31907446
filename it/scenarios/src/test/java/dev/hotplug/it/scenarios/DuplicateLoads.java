package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

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

    /** JARs are read, and looked through for their ids, a few at a time: before that, nobody knows their ids. */
    private static final int READ_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final PluginHost host;
    private final Kind kind;
    private final Path folder;
    private final Path work;
    private final List<Path> jars;
    private final AtomicInteger entered = new AtomicInteger();
    private volatile List<Attempt<PluginHandle>> crowd = List.of();
    private volatile boolean untilAllWait;
    private volatile String loaderClass;

    private DuplicateLoads(Path folder, Kind kind) throws Exception {
        this.folder = folder;
        this.kind = kind;
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
        Probe.of("dup").on("start", context -> {
            loaderClass = Thread.currentThread().getContextClassLoader().getClass().getName();
            while (untilAllWait && !allOthersWait()) {
                Thread.yield();
            }
        });
        Footprint allowed = measured(1);
        for (int warm = 0; warm < 5; warm++) {
            allowed = allowed.max(measured(1));
        }
        allowed = allowed.plusPassing(kind == Kind.VARIANTS ? 2 * READ_AT_ONCE : READ_AT_ONCE,
                kind == Kind.VARIANTS ? READ_AT_ONCE : 0, unpackedSize(jars.get(0)));
        int uncounted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // In every other round the plugin comes up only when all 63 others stand waiting for it.
            untilAllWait = round % 2 == 1;
            Footprint many = measured(THREADS);
            while (many.classLoaders() == Footprint.UNCOUNTED) {
                assertThat(++uncounted).as("rounds in which the collector ran; enlarge the heap")
                        .isLessThan(ROUNDS / 4);
                many = measured(THREADS);
            }
            assertThat(many.classLoaders()).as("class loaders ever created, round " + round).isEqualTo(1);
            assertThat(many.fitsInto(allowed)).as("round " + round + ": " + many + ", allowed: " + allowed).isTrue();
        }
        host.close();
        assertThat(ProcessFacts.filesUnder(work)).isEmpty();
    }

    /** No less than the JAR would take with nothing deflated. */
    private static long unpackedSize(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return Files.size(jar) + zip.stream().mapToLong(ZipEntry::getSize).sum();
        }
    }

    private boolean allOthersWait() {
        return entered.get() == THREADS && crowd.stream().filter(Attempt::isBlocked).count() == THREADS - 1;
    }

    /** Lets that many threads load at once, unloads again, and tells what it took. */
    private Footprint measured(int threads) throws Exception {
        Probe.of("dup").counter("starts").set(0);
        entered.set(0);
        System.gc();
        int loadersBefore = loaderClass == null ? 0 : ProcessFacts.instances(loaderClass);
        long collections = ProcessFacts.collections();
        try (Sampler sampler = new Sampler(folder, work)) {
            List<Attempt<PluginHandle>> attempts = Attempt.rush(threads, ready -> {
                crowd = ready;
                sampler.begin();
            }, i -> () -> {
                entered.incrementAndGet();
                return host.load(jars.get(i));
            });
            int created = ProcessFacts.instances(loaderClass) - loadersBefore;
            boolean counted = ProcessFacts.collections() == collections;
            Footprint taken = sampler.end(counted ? created : Footprint.UNCOUNTED);

            assertThat(Attempt.tally(attempts)).isEqualTo(threads == 1 ? Map.of("done", 1)
                    : Map.of("done", 1, "ALREADY_LOADED", threads - 1));
            assertThat(host.plugins()).hasSize(1);
            assertThat(Probe.of("dup").counter("starts")).hasValue(1);
            host.unload("dup");
            assertThat(host.plugins()).isEmpty();
            return taken;
        }
    }
}
