package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.UnloadOptions;
import dev.hotplug.UnloadReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once on the same few plugins: only documented refusals, no hang, and nothing left in the end. */
@ExtendWith(Scenario.class)
class StormIT {

    private static final int THREADS = 8;
    private static final int ACTIONS = 1_500;
    private static final String[] IDS = {"base", "user", "loner"};
    private static final Set<Reason> DOCUMENTED = EnumSet.of(Reason.ALREADY_LOADED, Reason.BUSY, Reason.NOT_FOUND,
            Reason.IN_USE, Reason.DEPENDENCY_MISSING, Reason.DRAIN_TIMEOUT);

    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingBreaksAndNothingStays(boolean byForce) throws Exception {
        Path work = folder.resolve("work");
        PluginHost host = Scenario.host(work).build();
        List<Path> jars = jars();
        List<Attempt<Void>> threads = Attempt.rush(THREADS, ready -> { }, i -> () -> {
            Random random = new Random(i);
            for (int k = 0; k < ACTIONS; k++) {
                String id = IDS[random.nextInt(IDS.length)];
                note(() -> act(host, random, byForce, id, jars.get(random.nextInt(jars.size()))));
            }
            return null;
        });
        for (Attempt<Void> thread : threads) {
            thread.value();
        }

        await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(host.plugins())
                .as("nobody is in quarantine without a user")
                .noneMatch(row -> row.taints().contains(Taint.QUARANTINED)));
        assertThat(host.plugins()).allMatch(row -> row.references() == row.usedBy().size() && row.calls() == 0);
        assertThat(host.shutdown(Scenario.SOON)).as("what a shutdown leaves").isEmpty();
        assertThat(host.plugins()).isEmpty();
        assertThat(host.symbols()).isEmpty();
        assertThat(ProcessFacts.filesUnder(work)).isEmpty();
        for (String id : IDS) {
            assertThat(Probe.of(id).counter("closedUnder")).as("calls under which " + id + " was closed").hasValue(0);
            if (!byForce) {
                assertThat(Probe.of(id).counter("violations")).as("calls that ran into stop of " + id).hasValue(0);
                assertThat(Probe.of(id).counter("inFlightAtStop")).hasValue(0);
            }
            for (String end : List.of("stop", "closed")) {
                assertThat(Probe.of(id).events()).filteredOn(end::equals).as(end + ", one for each start of " + id)
                        .hasSize(Probe.of(id).counter("starts").get());
            }
        }
        assertThat(outcomes).as("a storm worth its name").containsKeys("loaded", "unloaded", "called", "IN_USE",
                "ALREADY_LOADED", "NOT_FOUND", "DEPENDENCY_MISSING");
    }

    private String act(PluginHost host, Random random, boolean byForce, String id, Path jar) {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                host.load(jar);
                return "loaded";
            }
            case 2 -> {
                return ended(host.unload(id));
            }
            case 3 -> {
                return ended(host.unload(id, UnloadOptions.defaults().waiting(Duration.ofMillis(2))));
            }
            case 4 -> {
                return byForce ? forced(host.unload(id, UnloadOptions.defaults().forced()))
                        : ended(host.unload(id, UnloadOptions.defaults().draining(Duration.ofMillis(2))));
            }
            case 5 -> {
                return called(id, host.service(Echo.class, id));
            }
            case 6 -> {
                try (SymbolRef<Echo> pin = host.acquire(Echo.class, id)) {
                    return called(id, pin.get());
                }
            }
            default -> {
                for (PluginInfo row : host.plugins()) {
                    if (row.state() == PluginState.UNFORMED) {
                        throw new AssertionError("seen unformed: " + row);
                    }
                }
                return "listed";
            }
        }
    }

    private static String ended(UnloadReport report) {
        if (!report.complete() || !report.problems().isEmpty()) {
            throw new AssertionError("not a clean end: " + report);
        }
        return "unloaded";
    }

    private static String forced(UnloadReport report) {
        if (!report.problems().isEmpty()) {
            throw new AssertionError("not a clean end: " + report);
        }
        return "forced";
    }

    private static String called(String id, Echo echo) {
        String said = echo.say("x");
        if (!said.equals(id + ":x")) {
            throw new AssertionError(id + " said " + said);
        }
        return "called";
    }

    private void note(Supplier<String> action) {
        String outcome;
        try {
            outcome = action.get();
        } catch (PluginException e) {
            if (!DOCUMENTED.contains(e.reason())) {
                throw e;
            }
            outcome = e.reason().name();
        } catch (PluginUnavailableException e) {
            outcome = "unavailable";
        }
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        for (String id : IDS) {
            PluginJar plugin = PluginJar.plugin(id, "1.0.0").behaviour(Echoing.class);
            for (int variant = 0; variant < 3; variant++) {
                jars.add((id.equals("user") ? plugin.requires("base") : plugin).variant(variant)
                        .write(folder.resolve(id + "-" + variant + ".jar")));
            }
        }
        return jars;
    }
}
