package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No reader waits for a writer: a writer is stopped wherever foreign code can stop it, and meanwhile calls, lookups and
 * listings go on. What happens while it holds its lock is in the loader's own tests.
 */
@ExtendWith(Scenario.class)
class ReadersNeverWaitIT {

    private static final UnloadOptions DRAINING = UnloadOptions.defaults().draining(Scenario.SOON);

    @TempDir
    private Path folder;
    private PluginHost host;
    private Echo echo;
    private Echo passing;
    private Path jar;

    @BeforeEach
    void loadAnother() {
        host = Scenario.host(folder.resolve("work")).listener(new Stopping()).build();
        host.load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(folder.resolve("echo.jar")));
        jar = PluginJar.plugin("obstacle", "1.0.0").behaviour(ReaderObstacle.class)
                .write(folder.resolve("obstacle.jar"));
        echo = host.service(Echo.class, "echo");
        passing = host.service(Echo.class, "obstacle");
    }

    @AfterEach
    void closeHost() {
        Probe.of("obstacle").open("go on");
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coming", "initialiser", "constructor", "setter", "start", "live"})
    void whileALoadStandsStill(String place) throws Exception {
        whileStoppedAt(place, Attempt.at("loading", () -> {
            obstacleAt(place);
            return host.load(jar, LoadOptions.defaults().parameter("valve", "1"));
        }));
        assertThat(passing.say("x")).isEqualTo("obstacle:x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "close", "going"})
    void whileAnUnloadStandsStill(String place) throws Exception {
        host.load(jar);
        whileStoppedAt(place, Attempt.at("unloading", () -> {
            obstacleAt(place);
            return host.unload("obstacle");
        }));
        assertThat(host.plugins()).extracting(PluginInfo::id).containsExactly("echo");
    }

    @Test
    void whileADrainWaitsForACall() throws Exception {
        host.load(jar);
        obstacleAt("call");
        Attempt<Void> inside = Attempt.at("inside", () -> {
            passing.hold();
            return null;
        });
        Probe.of("obstacle").pass("there");
        whileStoppedAt("call", Attempt.at("draining", () -> host.unload("obstacle", DRAINING)).awaitBlocked());
        inside.value();
    }

    private void obstacleAt(String place) {
        Probe.of("obstacle").on(place, context -> { });
    }

    private void whileStoppedAt(String place, Attempt<?> writer) throws Exception {
        Probe probe = Probe.of("obstacle");
        probe.pass("there");
        for (int i = 0; i < 3; i++) {
            Watchdog.watch(Scenario.SOON, this::read);
        }
        assertThat(writer.isOver()).as("stands still at " + place).isFalse();
        probe.open("go on");
        writer.value();
    }

    /** Everything that reads, old services and new ones. */
    private void read() throws Exception {
        assertThat(echo.say("x")).isEqualTo("echo:x");
        assertThat(host.service(Echo.class, "echo").say("y")).isEqualTo("echo:y");
        for (Echo each : host.services(Echo.class)) {
            sayUnlessGone(each);
        }
        sayUnlessGone(passing);
        try (SymbolRef<Echo> pin = host.acquire(Echo.class, "echo")) {
            assertThat(pin.get().say("z")).isEqualTo("echo:z");
        }
        assertThat(host.plugins()).extracting(PluginInfo::id).contains("echo");
        assertThat(host.plugin("echo")).isPresent();
        host.plugin("obstacle").ifPresent(row -> assertThat(row.id()).isEqualTo("obstacle"));
        assertThat(host.symbols()).isNotEmpty();
        assertThat(host.taints()).isEmpty();
        assertThat(host.describe("echo").id()).isEqualTo("echo");
    }

    private static void sayUnlessGone(Echo service) {
        try {
            assertThat(service.say("x")).endsWith(":x");
        } catch (PluginUnavailableException gone) {
            assertThat(gone.symbol()).contains(Echo.class.getName());
        }
    }

    /** Stops whoever announces the obstacle. */
    private static final class Stopping implements PluginListener {

        @Override
        public void coming(PluginInfo plugin) {
            stopAt("coming", plugin);
        }

        @Override
        public void live(PluginInfo plugin) {
            stopAt("live", plugin);
        }

        @Override
        public void going(PluginInfo plugin) {
            stopAt("going", plugin);
        }

        private static void stopAt(String place, PluginInfo plugin) {
            Probe probe = Probe.of("obstacle");
            if (plugin.id().equals("obstacle") && probe.has(place)) {
                probe.open("there");
                probe.passStubbornly("go on");
            }
        }
    }
}
