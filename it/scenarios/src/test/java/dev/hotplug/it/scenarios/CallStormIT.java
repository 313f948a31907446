package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.PluginHost;
import dev.hotplug.UnloadOptions;
import dev.hotplug.UnloadReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls without a pause while the plugin is being unloaded: attempts that are refused, and loads and drains. */
class CallStormIT {

    private static final int CALLERS = 2;
    private static final int ATTEMPTS = CallCounts.of(10_000);
    private static final int CYCLES = CallCounts.of(5_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void noCallNoticesAnUnloadThatIsRefused(CallBody body) throws Exception {
        Watchdog.watch(CallCounts.LIMIT, () -> refuse(body));
    }

    @ParameterizedTest
    @EnumSource
    void overLoadsAndDrainsACallIsServedOrTurnedAwayAndNothingElse(CallBody body) throws Exception {
        Watchdog.watch(CallCounts.LIMIT, () -> cycle(body));
    }

    private void refuse(CallBody body) throws Exception {
        try (PluginHost host = host()) {
            host.load(jar());
            // The relay sees to it that each attempt overlaps a call.
            try (CallRelay relay = CallRelay.of(host.service(Executor.class));
                    CallLoad load = CallLoad.of(CALLERS, body, host)) {
                for (int i = 0; i < ATTEMPTS || load.served() < body.calls(); i++) {
                    assertThat(catchThrowableOfType(PluginException.class, () -> host.unload("target")))
                            .as("attempt %d", i).extracting(PluginException::reason).isEqualTo(Reason.IN_USE);
                    load.check();
                    relay.check();
                }
                load.end();
                relay.end();
                assertThat(load.turnedAway()).isZero();
                assertThat(load.served()).isGreaterThanOrEqualTo(body.calls());
            }
            assertThat(host.plugin("target")).map(PluginInfo::calls).contains(0);
            assertThat(host.unload("target").complete()).isTrue();
        }
    }

    private void cycle(CallBody body) throws Exception {
        UnloadOptions draining = UnloadOptions.defaults().draining(Scenario.SOON);
        Path jar = jar();
        try (PluginHost host = host();
                CallLoad load = CallLoad.of(CALLERS, body, host)) {
            for (int i = 1; i <= CYCLES; i++) {
                host.load(jar);
                long due = (long) body.calls() * i / CYCLES;
                while (load.calls() < due || load.served() < load.turnedAway() / 3) {
                    load.check();
                    Thread.yield();
                }
                UnloadReport report = host.unload("target", draining);
                assertThat(report.complete()).isTrue();
                assertThat(report.problems()).isEmpty();
            }
            load.end();
            assertThat(load.calls()).isGreaterThanOrEqualTo(body.calls());
            assertThat(load.served()).as("of " + load.calls()).isGreaterThanOrEqualTo(load.calls() / 5);
        }
    }

    private PluginHost host() {
        return PluginHost.builder().workDirectory(folder.resolve("work")).build();
    }

    private Path jar() {
        return PluginJar.plugin("target", "1.0.0").behaviour(CallTarget.class).write(folder.resolve("target.jar"));
    }
}
