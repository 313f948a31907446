package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.HostEvent.Kind;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.plugins.Starts;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostEventsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(10);

    @TempDir
    private Path directory;
    private PluginHost host;
    private Path echo;

    @BeforeEach
    void open() {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory).threadLimit(A_MOMENT).build();
        echo = PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(directory.resolve("echo.jar"));
    }

    @AfterEach
    void close() {
        host.close();
        Probe.reset();
    }

    @Test
    void events_tellWhatHappened_inOrder() {
        host.load(echo);
        try (SymbolRef<Echo> held = host.acquire(Echo.class)) {
            assertThatThrownBy(() -> host.unload("echo")).isInstanceOf(PluginException.class);
            assertThat(held.get()).isNotNull();
        }
        host.unload("echo");
        Path lonely = PluginJar.plugin("lonely", "2.0.0").requires("nobody").write(directory.resolve("lonely.jar"));
        assertThatThrownBy(() -> host.load(lonely)).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> host.load(directory.resolve("none.jar"))).isInstanceOf(PluginException.class);

        List<HostEvent> events = host.events(0);
        assertThat(events).extracting(event -> event.number() + " " + event.kind() + " " + event.id() + " "
                + event.version()).containsExactly("1 LOADED echo 1.0.0", "2 REFUSED echo 1.0.0", "3 UNLOADED echo 1.0.0",
                "4 FAILED lonely 2.0.0", "5 FAILED none.jar ");
        assertThat(events.get(3).text()).startsWith("DEPENDENCY_MISSING: lonely 2.0.0: ");
        assertThat(host.events(3)).isEqualTo(events.subList(3, 5));
        assertThat(host.events(5)).isEmpty();
    }

    @Test
    void events_forcedOutUnderACall_areQuarantinedThenReleased() throws Exception {
        host.load(echo);
        Thread caller = new Thread(() -> host.service(Echo.class).hold());
        caller.start();
        Probe.of("echo").pass("inside");
        host.unload("echo", UnloadOptions.defaults().forced());
        Probe.of("echo").open("release");
        caller.join();

        assertThat(host.awaitEvents(2, SOON)).extracting(HostEvent::kind).containsExactly(Kind.RELEASED);
        assertThat(host.events(0)).extracting(HostEvent::kind)
                .containsExactly(Kind.LOADED, Kind.QUARANTINED, Kind.RELEASED);
    }

    /** Whoever writes the release would else be as likely to come first as whoever writes the failure. */
    @Test
    void events_ofALoadThatIsGivenUp_areToldBeforeAnybodyCanReleaseIt() throws Exception {
        Path stubborn = PluginJar.plugin("stubborn", "1.0.0").behaviour(Starts.WaitsStubbornly.class)
                .write(directory.resolve("stubborn.jar"));
        LoadOptions options = LoadOptions.defaults().startLimit(SOON);
        Thread loading = new Thread(() -> assertThatThrownBy(() -> host.load(stubborn, options))
                .isInstanceOf(PluginException.class));
        loading.start();
        Probe.of("stubborn").pass("starting");
        requireNotInQuarantineBeforeItIsTold(loading, loading::interrupt);
        Probe.of("stubborn").open("start");

        assertThat(host.awaitEvents(1, SOON)).extracting(HostEvent::kind).containsExactly(Kind.RELEASED);
        assertThat(host.events(0)).extracting(HostEvent::kind).containsExactly(Kind.FAILED, Kind.RELEASED);
    }

    @Test
    void events_ofAForcedUnload_areToldBeforeAnybodyCanReleaseIt() throws Exception {
        host.load(echo);
        Thread caller = new Thread(() -> host.service(Echo.class).hold());
        caller.start();
        Probe.of("echo").pass("inside");
        Thread unloading = new Thread(() -> host.unload("echo", UnloadOptions.defaults().forced()));
        requireNotInQuarantineBeforeItIsTold(unloading, unloading::start);
        Probe.of("echo").open("release");
        caller.join();
    }

    private void requireNotInQuarantineBeforeItIsTold(Thread teller, Runnable beginning) throws InterruptedException {
        synchronized (host.lifecycle().journal()) {
            beginning.run();
            while (teller.getState() != Thread.State.BLOCKED || Arrays.stream(teller.getStackTrace())
                    .noneMatch(frame -> frame.getClassName().endsWith(".Journal"))) {
                Thread.onSpinWait();
            }
            assertThat(host.lifecycle().audit().quarantined()).isZero();
        }
        teller.join();
        assertThat(host.lifecycle().audit().quarantined()).isOne();
    }

    @Test
    void awaitEvents_returnsWhenOneCame_orWhenTheTimeIsUp() throws Exception {
        assertThat(host.awaitEvents(0, Duration.ofMillis(1))).isEmpty();
        CompletableFuture<List<HostEvent>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return host.awaitEvents(0, SOON);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        host.load(echo);
        assertThat(waiting.join()).extracting(HostEvent::kind).containsExactly(Kind.LOADED);
    }

    @Test
    void diagnose_saysWhatStandsInTheWay() throws Exception {
        assertThat(host.diagnose("echo")).singleElement().asString().startsWith("echo is not loaded: nothing of that id");
        host.load(echo);
        assertThat(host.diagnose("echo")).singleElement().asString().startsWith("echo 1.0.0 #1 is live since ")
                .endsWith(" and could be unloaded now");
        host.load(PluginJar.plugin("user", "1.0.0").requires("echo").write(directory.resolve("user.jar")));
        Thread caller = new Thread(() -> host.service(Echo.class).hold(), "worker-7");
        try (SymbolRef<Echo> held = host.acquire(Echo.class)) {
            assertThat(held.get()).isNotNull();
            caller.start();
            Probe.of("echo").pass("inside");
            assertThat(host.diagnose("echo")).satisfiesExactly(
                    line -> assertThat(line).startsWith("echo 1.0.0 #1 is live"),
                    line -> assertThat(line).startsWith("cannot be unloaded now: required by user; unload that one first"),
                    line -> assertThat(line).startsWith("cannot be unloaded now: 1 reference is held"),
                    line -> assertThat(line).startsWith("cannot be unloaded now: 1 in flight, \"worker-7\" at echo#1//")
                            .contains("Echoing.java"));
            host.unload("user");
            host.unload("echo", UnloadOptions.defaults().forced());
            assertThat(host.diagnose("echo")).satisfiesExactly(
                    line -> assertThat(line).startsWith("echo is not loaded: 1.0.0 left at "),
                    line -> assertThat(line).startsWith("echo 1.0.0 #1 is in quarantine: 1 reference to it is held; "
                            + "1 in flight, \"worker-7\" at"));
        }
        Probe.of("echo").open("release");
        caller.join();
    }

    @Test
    void diagnose_failedLoad_tellsWhy() {
        Path lonely = PluginJar.plugin("lonely", "2.0.0").requires("nobody").write(directory.resolve("lonely.jar"));
        assertThatThrownBy(() -> host.load(lonely)).isInstanceOf(PluginException.class);
        assertThat(host.diagnose("lonely")).singleElement().asString()
                .startsWith("lonely is not loaded: its last load failed at ").contains("DEPENDENCY_MISSING");
    }

    @Test
    void diagnose_unloadedWithProblems_remembersThem() {
        host.load(PluginJar.plugin("scripted", "1.0.0").behaviour(Scripted.class).write(directory.resolve("s.jar")));
        Probe.of("scripted").on("stop", context -> {
            throw new IllegalStateException("still busy");
        });
        host.unload("scripted");

        assertThat(host.diagnose("scripted")).singleElement().asString().startsWith("scripted is not loaded: 1.0.0 left at ")
                .contains("; problems: stop failed: java.lang.IllegalStateException: still busy");
    }

    @Test
    void totals_countDuplicatesButDoNotTellOfThem() {
        host.load(echo);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> host.load(echo)).isInstanceOf(PluginException.class);
        }
        assertThatThrownBy(() -> host.unload("nobody")).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> host.load(directory.resolve("none.jar"))).isInstanceOf(PluginException.class);

        HostStatistics totals = host.statistics();
        assertThat(totals.loads()).isOne();
        assertThat(totals.duplicates().count()).isEqualTo(3);
        assertThat(totals.duplicates().bytes()).isEqualTo(3 * echo.toFile().length());
        assertThat(totals.duplicates().time()).isPositive();
        assertThat(totals.gracePeriods()).isZero();
        host.unload("echo");
        assertThat(host.statistics().unloads()).isOne();
        assertThat(host.statistics().gracePeriods()).isOne();
        assertThat(totals.failures()).isEqualTo(Map.of(Reason.BAD_IMAGE, 1L));
        assertThat(host.events(0)).extracting(HostEvent::kind)
                .containsExactly(Kind.LOADED, Kind.FAILED, Kind.UNLOADED);
    }
}
