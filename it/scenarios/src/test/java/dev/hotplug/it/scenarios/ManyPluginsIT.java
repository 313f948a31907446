package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.LoadOutcome;
import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.probe.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** 200 plugins that need each other, loaded, unloaded, listed and called by many threads at once. */
@ExtendWith(Scenario.class)
class ManyPluginsIT {

    private static final int HOSTS = 5;
    private static final int ROUNDS = 10;
    private static final int LOADERS = 8;
    private static final int READERS = 2;

    @TempDir
    private static Path folder;
    private static Forest forest;

    @BeforeAll
    static void plant() throws Exception {
        forest = Forest.plant(200, Files.createDirectory(folder.resolve("jars")));
    }

    @Test
    void noEntryIsLostOrThereTwiceAndNobodySeesAnUnformedOne() throws Exception {
        for (int i = 0; i < HOSTS; i++) {
            try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
                for (int round = 0; round < ROUNDS; round++) {
                    forest.dependentsFirst(new Round(host).run()).forEach(host::unload);
                    assertThat(host.plugins()).isEmpty();
                    assertThat(host.symbols()).isEmpty();
                }
                new Round(host).run();
            }
        }
    }

    @Test
    void aShuffledBatchIsLoadedInTheOrderOfItsDependencies() {
        for (int round = 0; round < 5; round++) {
            List<Path> files = new ArrayList<>(forest.files());
            Collections.shuffle(files, new Random(round));
            try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
                List<LoadOutcome> outcomes = host.loadAll(files);

                assertThat(outcomes).extracting(LoadOutcome::file).containsExactlyInAnyOrderElementsOf(files);
                assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
                assertThat(host.plugins()).extracting(PluginInfo::id)
                        .containsExactlyInAnyOrderElementsOf(forest.ids());
                checkSnapshot(host.plugins());
            }
        }
    }

    @Test
    void badJarsInABatchStopNobodyButThoseThatNeedThem() throws Exception {
        List<Path> files = new ArrayList<>(forest.files());
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no JAR");
        files.add(77, broken);
        Path missing = files.remove(0);
        try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
            Map<Path, LoadOutcome> outcomes = host.loadAll(files).stream()
                    .collect(Collectors.toMap(LoadOutcome::file, outcome -> outcome));

            assertThat(outcomes.get(broken).failure()).map(PluginException::reason).contains(Reason.BAD_IMAGE);
            Set<String> without = forest.dependentsOf(missing);
            assertThat(host.plugins()).extracting(PluginInfo::id).containsExactlyInAnyOrderElementsOf(
                    forest.ids().stream().filter(id -> !without.contains(id)).toList());
            outcomes.forEach((file, outcome) -> assertThat(outcome.failure().isPresent()).as(file.toString())
                    .isEqualTo(file.equals(broken) || without.contains(forest.idOf(file))));
        }
    }

    /** What every snapshot of the plugin table must be. */
    private static void checkSnapshot(List<PluginInfo> rows) {
        Map<String, PluginInfo> byId = new HashMap<>();
        long last = 0;
        for (PluginInfo row : rows) {
            if (row.state() == PluginState.UNFORMED) {
                throw new AssertionError("seen unformed: " + row);
            }
            if (byId.put(row.id(), row) != null) {
                throw new AssertionError("there twice: " + row);
            }
            if (row.loadNumber() <= last) {
                throw new AssertionError("not in load order: " + row);
            }
            last = row.loadNumber();
        }
        for (PluginInfo row : rows) {
            for (String used : row.uses()) {
                PluginInfo provider = byId.get(used);
                if (provider == null || provider.state() != PluginState.LIVE
                        || !provider.usedBy().contains(row.id())) {
                    throw new AssertionError(row + " uses " + used + ", which is " + provider);
                }
            }
        }
    }

    /** One round: everybody at work on one host. */
    private static final class Round {

        private final PluginHost host;
        private final Queue<Integer> toLoad = new ConcurrentLinkedQueue<>();
        private final AtomicInteger loaded = new AtomicInteger();

        Round(PluginHost host) {
            this.host = host;
            for (int i = 0; i < forest.size(); i++) {
                toLoad.add(i);
            }
        }

        /** The ids of those that stay loaded. */
        Set<String> run() throws Exception {
            List<Attempt<?>> attempts = new ArrayList<>();
            for (int i = 0; i < LOADERS; i++) {
                attempts.add(Attempt.at("loader-" + i, this::loadAll));
            }
            Attempt<Set<String>> unloader = Attempt.at("unloader", this::unloadLeaves);
            attempts.add(unloader);
            for (int i = 0; i < READERS; i++) {
                attempts.add(Attempt.at("reader-" + i, this::read));
            }
            for (Attempt<?> attempt : attempts) {
                attempt.value();
            }
            Set<String> expected = new HashSet<>(forest.ids());
            expected.removeAll(unloader.value());
            assertThat(host.plugins()).allMatch(row -> row.state() == PluginState.LIVE).extracting(PluginInfo::id)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(host.symbols()).hasSize(expected.size());
            checkSnapshot(host.plugins());
            return expected;
        }

        private boolean isOver() {
            return loaded.get() == forest.size();
        }

        private Void loadAll() {
            // What another thread has taken, it puts back itself if it must wait for what it needs.
            for (Integer next = toLoad.poll(); next != null; next = toLoad.poll()) {
                try {
                    PluginHandle handle = host.load(forest.files().get(next));
                    assertThat(handle.id()).isEqualTo(forest.ids().get(next));
                    loaded.incrementAndGet();
                } catch (PluginException e) {
                    // What it needs has not been registered yet: later, then.
                    if (e.reason() != Reason.DEPENDENCY_MISSING) {
                        throw e;
                    }
                    toLoad.add(next);
                }
            }
            return null;
        }

        private Set<String> unloadLeaves() {
            Set<String> unloaded = new HashSet<>();
            Random random = new Random(1);
            while (!isOver()) {
                String leaf = forest.leaves().get(random.nextInt(forest.leaves().size()));
                try {
                    host.unload(leaf);
                    unloaded.add(leaf);
                } catch (PluginException e) {
                    if (!Set.of(Reason.NOT_FOUND, Reason.BUSY, Reason.IN_USE).contains(e.reason())) {
                        throw e;
                    }
                }
            }
            return unloaded;
        }

        private Void read() {
            Random random = new Random(2);
            while (!isOver()) {
                checkSnapshot(host.plugins());
                String id = forest.ids().get(random.nextInt(forest.size()));
                host.plugin(id).ifPresent(row -> assertThat(row.id()).isEqualTo(id));
                try {
                    assertThat(host.service(Echo.class, id).say("x")).isEqualTo(id + ":x");
                } catch (PluginUnavailableException notThere) {
                    assertThat(notThere.symbol()).contains(id);
                }
            }
            return null;
        }
    }
}
