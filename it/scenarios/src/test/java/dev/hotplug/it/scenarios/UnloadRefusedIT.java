package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Lasting;
import dev.hotplug.it.fixtures.plugins.Starts;
import dev.hotplug.it.fixtures.plugins.Stops;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an unload is refused with, and that nobody notices a refused one. */
@ExtendWith(Scenario.class)
class UnloadRefusedIT {

    private static final UnloadOptions FORCED = UnloadOptions.defaults().forced();

    @TempDir
    private Path folder;
    private PluginHost host;

    @BeforeEach
    void openHost() {
        host = Scenario.host(folder.resolve("work")).build();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void aPluginThatIsNotThereCannotBeUnloaded() {
        assertThat(refusal("nobody", UnloadOptions.defaults()).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void dependentsRefuseItAndAreNamedAndForceDoesNotOverrideThem() {
        load(PluginJar.plugin("text", "1.0.0"));
        load(PluginJar.plugin("greeter", "1.0.0").requires("text"));
        load(PluginJar.plugin("waiter", "1.0.0").requires("text@[1,2)"));
        List<PluginInfo> before = host.plugins();

        for (UnloadOptions options : List.of(UnloadOptions.defaults(), FORCED,
                UnloadOptions.defaults().draining(Scenario.SOON))) {
            PluginException refusal = refusal("text", options);

            assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
            assertThat(refusal.detail(PluginException.Dependents.class))
                    .contains(new PluginException.Dependents(List.of("greeter", "waiter")));
            assertThat(refusal).hasMessageStartingWith("text 1.0.0").hasMessageContaining("greeter")
                    .hasMessageContaining("waiter");
        }
        assertThat(host.plugins()).isEqualTo(before);

        host.unload("waiter");
        assertThat(refusal("text", FORCED).detail(PluginException.Dependents.class))
                .contains(new PluginException.Dependents(List.of("greeter")));
        host.unload("greeter");
        assertThat(host.unload("text").complete()).isTrue();
    }

    @Test
    void countedReferencesRefuseItAndAreCounted() {
        load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class));
        SymbolRef<Echo> one = host.acquire(Echo.class);
        SymbolRef<Echo> two = host.acquire(Echo.class, "echo");

        assertHolds(refusal("echo", UnloadOptions.defaults()), 2, 0);
        one.close();
        one.close();
        assertHolds(refusal("echo", UnloadOptions.defaults()), 1, 0);
        assertThat(two.pluginId()).isEqualTo("echo");
        assertThat(two.get().say("hi")).isEqualTo("echo:hi");
        two.close();

        assertThat(host.unload("echo").complete()).isTrue();
        assertThat(Probe.of("echo").events()).containsExactly("stop", "closed");
    }

    @Test
    void aCallInFlightRefusesItAndIsCounted() throws Exception {
        load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class));
        Echo echo = host.service(Echo.class);
        Attempt<Void> inside = Attempt.at("inside", () -> {
            echo.hold();
            return null;
        });
        Probe.of("echo").pass("inside");

        assertHolds(refusal("echo", UnloadOptions.defaults()), 0, 1);
        assertThat(echo.say("still here")).isEqualTo("echo:still here");
        Probe.of("echo").open("release");
        inside.value();
        assertThat(host.unload("echo").complete()).isTrue();
    }

    @Test
    void aPluginThatIsGoingRefusesEverythingButBeingWaitedFor() throws Exception {
        Path jar = PluginJar.plugin("slow", "1.0.0").behaviour(Stops.Waits.class).write(folder.resolve("slow.jar"));
        host.load(jar);
        Attempt<?> unloading = Attempt.at("unloading", () -> host.unload("slow"));
        Probe.of("slow").pass("stopping");

        assertThat(host.plugin("slow")).map(PluginInfo::state).contains(PluginState.GOING);
        assertThat(refusal("slow", UnloadOptions.defaults()).reason()).isEqualTo(Reason.BUSY);
        assertThat(refusal("slow", FORCED).reason()).isEqualTo(Reason.BUSY);
        assertThat(catchThrowableOfType(PluginException.class, () -> host.load(jar)).reason())
                .isEqualTo(Reason.BUSY);
        Probe.of("slow").open("end");
        unloading.value();
        assertThat(host.plugins()).isEmpty();
        assertThat(host.load(jar).id()).as("the id is free again").isEqualTo("slow");
    }

    @Test
    void aPluginThatIsComingIsBusy() throws Exception {
        Path jar = PluginJar.plugin("coming", "1.0.0").behaviour(
                Starts.Waits.class).write(folder.resolve("coming.jar"));
        Attempt<?> loading = Attempt.at("loading", () -> host.load(jar));
        Probe.of("coming").pass("starting");

        assertThat(host.plugin("coming")).map(PluginInfo::state).contains(PluginState.COMING);
        assertThat(refusal("coming", UnloadOptions.defaults()).reason()).isEqualTo(Reason.BUSY);
        assertThat(refusal("coming", FORCED).reason()).isEqualTo(Reason.BUSY);
        Probe.of("coming").open("start");
        loading.value();
        assertThat(host.plugin("coming")).map(PluginInfo::state).contains(PluginState.LIVE);
    }

    @Test
    void aPluginThatIsNotFormedYetCountsAsAbsent() throws Exception {
        Path base = PluginJar.plugin("base", "1.0.0").behaviour(Starts.Waits.class).write(folder.resolve("base.jar"));
        Path user = PluginJar.plugin("user", "1.0.0").requires("base").write(folder.resolve("user.jar"));
        Attempt<?> loadingBase = Attempt.at("loading base", () -> host.load(base));
        Probe.of("base").pass("starting");
        Attempt<?> loadingUser = Attempt.at("loading user", () -> host.load(user)).awaitBlocked();

        assertThat(host.plugins()).extracting(PluginInfo::id).containsExactly("base");
        assertThat(host.plugin("user")).isEmpty();
        assertThat(host.plugin("base")).map(PluginInfo::usedBy).contains(List.of());
        assertThat(refusal("user", UnloadOptions.defaults()).reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal("user", FORCED).reason()).isEqualTo(Reason.NOT_FOUND);
        Probe.of("base").open("start");
        loadingBase.value();
        loadingUser.value();
        assertThat(host.plugins()).extracting(PluginInfo::id).containsExactlyInAnyOrder("base", "user");
    }

    @Test
    void aPermanentPluginRefusesUnlessForced() {
        load(PluginJar.plugin("lasting", "1.0.0").behaviour(Lasting.class));
        List<PluginInfo> before = host.plugins();

        assertThat(refusal("lasting", UnloadOptions.defaults()).reason()).isEqualTo(Reason.PERMANENT);
        assertThat(refusal("lasting", UnloadOptions.defaults().draining(Scenario.SOON)).reason())
                .isEqualTo(Reason.PERMANENT);
        assertThat(host.plugins()).isEqualTo(before);
        assertThat(host.unload("lasting", FORCED).complete()).isTrue();
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void aPermanentPluginGoesWithItsHost() {
        load(PluginJar.plugin("lasting", "1.0.0").behaviour(Lasting.class));

        host.close();

        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void refusedUnloadsChangeNothingThatACallerCanSee() throws Exception {
        load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class));
        AtomicInteger events = new AtomicInteger();
        host.listen(new PluginListener() {
            @Override
            public void going(PluginInfo plugin) {
                events.incrementAndGet();
            }
        });
        Echo echo = host.service(Echo.class);
        SymbolRef<Echo> pin = host.acquire(Echo.class);
        PluginInfo before = host.plugin("echo").orElseThrow();
        List<?> symbols = host.symbols();
        try (pin; Callers callers = Callers.of(2, echo)) {
            for (int i = 0; i < 2_000; i++) {
                assertThat(refusal("echo", UnloadOptions.defaults()).reason()).isEqualTo(Reason.IN_USE);
                SymbolRef<Echo> another = host.acquire(Echo.class);
                assertThat(another.pluginId()).isEqualTo("echo");
                another.close();
            }
            long calls = callers.calls();
            assertThat(refusal("echo", UnloadOptions.defaults().waiting(Duration.ofMillis(50))).reason())
                    .isEqualTo(Reason.IN_USE);
            assertThat(refusal("echo", UnloadOptions.defaults().draining(Duration.ofMillis(50))).reason())
                    .as("references refuse a drain as well").isEqualTo(Reason.IN_USE);
            callers.endAllServed();

            assertThat(calls).isPositive();
            assertThat(host.plugin("echo")).contains(before);
            assertThat(host.symbols()).isEqualTo(symbols);
            assertThat(host.taints()).isEmpty();
            assertThat(pin.get().say("pinned")).isEqualTo("echo:pinned");
        }
        assertThat(events).hasValue(0);
        assertThat(Probe.of("echo").events()).isEmpty();
        assertThat(Probe.of("echo").counter("violations")).hasValue(0);
        assertThat(host.unload("echo").complete()).isTrue();
    }

    private void load(PluginJar plugin) {
        host.load(plugin.write(folder.resolve("plugin.jar")));
    }

    private PluginException refusal(String id, UnloadOptions options) {
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.unload(id, options));
        assertThat(refusal).as("unload of " + id).isNotNull();
        assertThat(refusal.pluginId()).contains(id);
        return refusal;
    }

    private static void assertHolds(PluginException refusal, int references, int calls) {
        assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
        assertThat(refusal.detail(PluginException.Holds.class))
                .contains(new PluginException.Holds(references, calls));
    }
}
