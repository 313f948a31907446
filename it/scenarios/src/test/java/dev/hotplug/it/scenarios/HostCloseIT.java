package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Starts;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a host ends: everything goes, in order and within its time, and what stays is named. */
@ExtendWith(Scenario.class)
class HostCloseIT {

    @TempDir
    private Path folder;
    private Path work;
    private PluginHost host;

    @BeforeEach
    void openHost() {
        work = folder.resolve("work");
        host = Scenario.host(work).build();
    }

    @Test
    void dependentsGoBeforeWhatTheyRequire() {
        List<String> gone = new CopyOnWriteArrayList<>();
        host.listen(new PluginListener() {
            @Override
            public void going(PluginInfo plugin) {
                gone.add(plugin.id());
            }
        });
        load(PluginJar.plugin("base", "1.0.0"));
        load(PluginJar.plugin("middle", "1.0.0").requires("base"));
        load(PluginJar.plugin("top", "1.0.0").requires("middle", "base"));

        assertThat(host.shutdown(Scenario.SOON)).isEmpty();

        assertThat(gone).containsExactly("top", "middle", "base");
        assertThat(host.plugins()).isEmpty();
        assertThat(ProcessFacts.filesUnder(work)).isEmpty();
    }

    @Test
    void callsInFlightFinishFirst() throws Exception {
        load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class));
        Echo echo = host.service(Echo.class);
        Attempt<Void> inside = Attempt.at("inside", () -> {
            echo.hold();
            return null;
        });
        Probe.of("echo").pass("inside");
        Attempt<List<String>> closing = Attempt.at("closing", () -> host.shutdown(Scenario.SOON));
        await().atMost(Scenario.SOON).untilAsserted(() -> assertThatThrownBy(() -> echo.say("x"))
                .isInstanceOf(PluginUnavailableException.class));
        assertThat(Probe.of("echo").events()).isEmpty();
        Probe.of("echo").open("release");

        inside.value();
        assertThat(closing.value()).isEmpty();
        assertThat(Probe.of("echo").events()).containsExactly("stop", "closed");
        assertThat(Probe.of("echo").counter("violations")).hasValue(0);
    }

    @Test
    void whatIsStillHeldWhenTimeIsUpIsNamedAndClosedWhenItIsPutDown() {
        load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class));
        SymbolRef<Echo> pin = host.acquire(Echo.class);

        assertThat(host.shutdown(Duration.ofMillis(50))).singleElement().asString().contains("echo 1.0.0");
        assertThat(Probe.of("echo").events()).containsExactly("stop");
        pin.close();

        await().atMost(Scenario.SOON).until(() -> Probe.of("echo").events().contains("closed"));
        await().atMost(Scenario.SOON).until(() -> host.plugins().isEmpty());
        host.close();
        await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(ProcessFacts.filesUnder(work)).isEmpty());
    }

    @Test
    void aClosedHostLoadsNothingMore() {
        Path jar = PluginJar.plugin("late", "1.0.0").write(folder.resolve("late.jar"));
        host.close();

        assertThat(catchThrowableOfType(PluginException.class, () -> host.load(jar)).reason())
                .isEqualTo(Reason.HOST_CLOSED);
        assertThat(host.loadAll(List.of(jar))).singleElement().satisfies(outcome ->
                assertThat(outcome.failure()).map(PluginException::reason).contains(Reason.HOST_CLOSED));
        host.close();
    }

    @Test
    void aLoadThatIsUnderWayEndsOneWayOrTheOther() throws Exception {
        Path coming = PluginJar.plugin("coming", "1.0.0").behaviour(Starts.Waits.class)
                .write(folder.resolve("coming.jar"));
        Attempt<PluginHandle> loading = Attempt.at("loading", () -> host.load(coming));
        Probe.of("coming").pass("starting");
        Attempt<List<String>> closing = Attempt.at("closing", () -> host.shutdown(Scenario.SOON));
        closing.awaitBlocked();
        Probe.of("coming").open("start");

        loading.join();
        closing.value();
        assertThat(Attempt.tally(List.of(loading))).containsAnyOf(Map.entry("done", 1),
                Map.entry("HOST_CLOSED", 1));
        assertThat(host.plugins()).isEmpty();
        assertThat(ProcessFacts.filesUnder(work)).isEmpty();
    }

    private void load(PluginJar plugin) {
        host.load(plugin.write(folder.resolve("plugin.jar")));
    }
}
