package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHandle;
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
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a plugin that is in use is unloaded nevertheless: by waiting, by draining, by force. */
@ExtendWith(Scenario.class)
class UnloadBusyIT {

    private static final UnloadOptions WAITING = UnloadOptions.defaults().waiting(Scenario.SOON);
    private static final UnloadOptions DRAINING = UnloadOptions.defaults().draining(Scenario.SOON);

    @TempDir
    private Path folder;
    private Path jar;
    private PluginHost host;
    private PluginHandle plugin;
    private Echo echo;

    @BeforeEach
    void loadPlugin() {
        host = Scenario.host(folder.resolve("work")).build();
        jar = PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(folder.resolve("echo.jar"));
        plugin = host.load(jar);
        echo = host.service(Echo.class);
    }

    @AfterEach
    void closeHost() {
        Probe.of("echo").open("release");
        host.close();
        assertThat(Probe.of("echo").counter("violations")).as("calls that ran into stop").hasValue(0);
        assertThat(Probe.of("echo").counter("closedUnder")).as("calls under which it was closed").hasValue(0);
    }

    @Test
    void waitingSucceedsWhenTheReferenceIsPutMeanwhile() throws Exception {
        SymbolRef<Echo> pin = host.acquire(Echo.class);
        Attempt<UnloadReport> unloading = Attempt.at("waiting", () -> host.unload("echo", WAITING)).awaitBlocked();

        assertThat(unloading.isOver()).isFalse();
        assertThat(echo.say("as ever")).as("while it waits, nobody notices").isEqualTo("echo:as ever");
        assertThat(plugin.info()).map(PluginInfo::state).contains(PluginState.LIVE);
        pin.close();

        assertThat(unloading.value().complete()).isTrue();
        assertThat(host.plugins()).isEmpty();
        assertThat(Probe.of("echo").events()).containsExactly("stop", "closed");
    }

    @Test
    void waitingEndsWhenItsTimeIsUpAndNothingHasChanged() {
        try (SymbolRef<Echo> pin = host.acquire(Echo.class)) {
            PluginInfo before = plugin.info().orElseThrow();

            PluginException refusal = catchThrowableOfType(PluginException.class,
                    () -> host.unload("echo", UnloadOptions.defaults().waiting(Duration.ofMillis(50))));

            assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
            assertThat(plugin.info()).contains(before);
            assertThat(pin.get().say("x")).isEqualTo("echo:x");
        }
    }

    @Test
    void oneWhoWaitsCanBeInterruptedAndNothingHasChanged() throws Exception {
        try (SymbolRef<Echo> pin = host.acquire(Echo.class)) {
            PluginInfo before = plugin.info().orElseThrow();
            Attempt<UnloadReport> unloading = Attempt.at("waiting", () -> host.unload("echo", WAITING)).awaitBlocked();
            unloading.interrupt();

            assertThat(unloading.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(plugin.info()).contains(before);
            assertThat(pin.get().say("x")).isEqualTo("echo:x");
        }
    }

    @Test
    void drainingSucceedsUnderCallersThatNeverPause() throws Exception {
        try (Callers callers = Callers.of(4, echo)) {
            UnloadReport report = host.unload("echo", DRAINING);

            assertThat(report.complete()).isTrue();
            assertThat(report.problems()).isEmpty();
            callers.awaitGone();
            assertThat(Probe.of("echo").counter("inFlightAtStop")).hasValue(0);
            assertThat(host.plugins()).isEmpty();
        }
    }

    @Test
    void drainingLetsACallInFlightFinishBeforeStopAndTurnsNewOnesAway() throws Exception {
        Attempt<Void> inside = holdCall();
        Attempt<UnloadReport> unloading = Attempt.at("draining", () -> host.unload("echo", DRAINING));
        await().atMost(Scenario.SOON).until(() -> plugin.info().orElseThrow().state() == PluginState.GOING);

        assertThatThrownBy(() -> echo.say("too late")).isInstanceOfSatisfying(PluginUnavailableException.class,
                gone -> {
                    assertThat(gone.symbol()).contains(Echo.class.getName());
                    assertThat(gone.lastProvider()).hasValueSatisfying(last -> assertThat(last).contains("echo"));
                });
        assertThat(Probe.of("echo").events()).as("not stopped under a call").isEmpty();
        assertThat(plugin.info()).map(PluginInfo::calls).contains(1);
        Probe.of("echo").open("release");

        inside.value();
        assertThat(unloading.value().complete()).isTrue();
        assertThat(Probe.of("echo").counter("inFlightAtStop")).hasValue(0);
        assertThat(Probe.of("echo").events()).containsExactly("stop", "closed");
    }

    @Test
    void aDrainWhoseTimeIsUpLeavesThePluginGoingAndAnotherDrainGoesOn() throws Exception {
        Attempt<Void> inside = holdCall();

        PluginException timeout = catchThrowableOfType(PluginException.class,
                () -> host.unload("echo", UnloadOptions.defaults().draining(Duration.ofMillis(50))));

        assertThat(timeout.reason()).isEqualTo(Reason.DRAIN_TIMEOUT);
        assertThat(timeout.detail(PluginException.Holds.class)).contains(new PluginException.Holds(0, 1));
        assertThat(plugin.info()).map(PluginInfo::state).contains(PluginState.GOING);
        assertThat(Probe.of("echo").events()).isEmpty();
        assertThatThrownBy(() -> echo.say("x")).isInstanceOf(PluginUnavailableException.class);

        Attempt<UnloadReport> again = Attempt.at("draining again", () -> host.unload("echo", DRAINING));
        Probe.of("echo").open("release");
        inside.value();
        assertThat(again.value().complete()).isTrue();
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void forceGoesOnFromADrainWhoseTimeIsUp() throws Exception {
        Attempt<Void> inside = holdCall();
        assertThat(catchThrowableOfType(PluginException.class,
                () -> host.unload("echo", UnloadOptions.defaults().draining(Duration.ofMillis(50)))).reason())
                .isEqualTo(Reason.DRAIN_TIMEOUT);

        UnloadReport report = host.unload("echo", UnloadOptions.defaults().forced());

        assertThat(report.complete()).isFalse();
        assertThat(Probe.of("echo").events()).containsExactly("stop");
        Probe.of("echo").open("release");
        inside.value();
        await().atMost(Scenario.SOON).until(() -> Probe.of("echo").events().contains("closed"));
        // The call that force overtook has seen the plugin stopped; that is what force means.
        Probe.of("echo").counter("violations").set(0);
    }

    @Test
    void forceTaintsAndClosesNothingWhileACountIsLeft() {
        SymbolRef<Echo> pin = host.acquire(Echo.class);

        UnloadReport report = host.unload("echo", UnloadOptions.defaults().forced());

        assertThat(report.complete()).isFalse();
        assertThat(host.taints()).contains(Taint.FORCED_UNLOAD);
        assertThat(Probe.of("echo").events()).as("stopped, not closed").containsExactly("stop");
        assertThat(plugin.info()).hasValueSatisfying(row -> {
            assertThat(row.state()).isEqualTo(PluginState.GOING);
            assertThat(row.taints()).contains(Taint.FORCED_UNLOAD, Taint.QUARANTINED);
            assertThat(row.references()).isEqualTo(1);
        });
        assertThatThrownBy(() -> echo.say("x")).isInstanceOf(PluginUnavailableException.class);
        assertThatThrownBy(() -> host.acquire(Echo.class)).isInstanceOf(RuntimeException.class);
        assertThat(pin.get()).as("its object is there until the last count is put").isNotNull();

        PluginHandle successor = host.load(jar);
        assertThat(successor.loadNumber()).isGreaterThan(plugin.loadNumber());
        assertThat(echo.say("x")).as("the id is free again").isEqualTo("echo:x");
        assertThat(host.plugins()).hasSize(2);

        pin.close();
        await().atMost(Scenario.SOON).until(() -> Probe.of("echo").events().contains("closed"));
        await().atMost(Scenario.SOON).until(() -> plugin.info().isEmpty());
        assertThat(Probe.of("echo").events()).containsExactly("stop", "closed");
        assertThat(successor.info()).map(PluginInfo::state).contains(PluginState.LIVE);
        assertThat(host.taints()).as("the host's taint sticks").contains(Taint.FORCED_UNLOAD);
    }

    private Attempt<Void> holdCall() throws InterruptedException {
        Attempt<Void> inside = Attempt.at("inside", () -> {
            echo.hold();
            return null;
        });
        Probe.of("echo").pass("inside");
        return inside;
    }
}
