package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that is closed while others load, unload and close, and from where it should not be. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostCloseTest {

    /** Nothing here takes so long. */
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @BeforeEach
    @AfterEach
    void forget() {
        Probe.reset();
    }

    private PluginHostBuilder builder() {
        return PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work"));
    }

    private Path jar(String id, Class<?> behaviour, String... requires) {
        return PluginJar.plugin(id, "1.0.0").behaviour(behaviour).requires(requires)
                .write(directory.resolve(id + ".jar"));
    }

    /** Something that is done on a thread of its own. */
    private static final class Doing {

        private final CompletableFuture<List<String>> result = new CompletableFuture<>();
        private final Thread thread;

        Doing(Callable<List<String>> what) {
            thread = new Thread(() -> {
                try {
                    result.complete(what.call());
                } catch (Throwable t) {
                    result.completeExceptionally(t);
                }
            });
            thread.start();
        }

        /** Until it waits for something, or is over. */
        Doing untilItWaits() {
            await().atMost(SOON).until(() -> result.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }
    }

    @Test
    void shutdown_twiceAtATime_bothReturnWhenEverythingIsGone() throws Exception {
        Path slow = jar("slow", Scripted.class);
        Probe.of("slow").on("stop", context -> {
            Probe.of(context).open("stopping");
            Probe.of(context).pass("go on");
        });
        PluginHost host = builder().build();
        host.load(slow);
        host.load(jar("other", Scripted.class, "slow"));

        Doing first = new Doing(() -> host.shutdown(LONG));
        Probe.of("slow").pass("stopping");
        Doing second = new Doing(() -> host.shutdown(LONG)).untilItWaits();

        assertThat(second.result).as("the second is still waiting").isNotDone();
        Probe.of("slow").open("go on");
        assertThat(first.result.get()).isEmpty();
        assertThat(second.result.get()).isEmpty();
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void shutdown_whileAnUnloadIsTriedThatIsRefused_leavesNothing() throws Exception {
        Probe gates = Probe.of("gates");
        PluginHost host = builder().probe((sequence, step) -> {
            if (sequence.equals("unload") && step.equals("release") && gates.gate("claimed").getCount() > 0) {
                gates.open("claimed");
                gates.passStubbornly("refuse");
            }
        }).build();
        host.load(jar("echo", Echoing.class));
        SymbolRef<Echo> held = host.acquire(Echo.class, "echo");
        Doing refused = new Doing(() -> {
            assertThatThrownBy(() -> host.unload("echo")).isInstanceOfSatisfying(PluginException.class,
                    e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));
            held.close();
            return List.of();
        });
        gates.pass("claimed");

        Doing closing = new Doing(() -> host.shutdown(LONG)).untilItWaits();
        assertThat(closing.result).isNotDone();
        gates.open("refuse");

        refused.result.get();
        closing.result.get();
        await().atMost(SOON).untilAsserted(() -> assertThat(host.plugins()).isEmpty());
    }

    @Test
    void shutdown_fromAListener_doesNotWaitForWhatCalledIt() {
        List<String> told = new ArrayList<>();
        PluginHost[] host = new PluginHost[1];
        host[0] = builder().listener(new PluginListener() {
            @Override
            public void coming(PluginInfo plugin) {
                if (plugin.id().equals("last")) {
                    told.addAll(host[0].shutdown(LONG));
                }
            }

            @Override
            public void going(PluginInfo plugin) {
                if (plugin.id().equals("first")) {
                    told.addAll(host[0].shutdown(LONG));
                }
            }
        }).build();
        host[0].load(jar("first", Scripted.class));

        host[0].unload("first");
        assertThat(told).singleElement().asString().contains("first 1.0.0", "its unload is what called close");
        told.clear();
        PluginHost next = builder().build();
        host[0] = next;
        next.listen(new PluginListener() {
            @Override
            public void coming(PluginInfo plugin) {
                told.addAll(next.shutdown(LONG));
            }
        });
        assertThatThrownBy(() -> next.load(jar("last", Scripted.class))).isInstanceOfSatisfying(PluginException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.HOST_CLOSED));
        assertThat(told).singleElement().asString().contains("last 1.0.0", "its load is what called close");
        assertThat(next.plugins()).isEmpty();
    }

    @Test
    void closedHost_whoeverNamesAPlugin_isToldThatItIsClosed() {
        PluginHost host = builder().build();
        Path jar = jar("echo", Echoing.class);
        host.load(jar);
        host.close();

        List<ThrowingCallable> all = List.of(() -> host.unload("echo"), () -> host.reload("echo"),
                () -> host.describe("echo"), () -> host.describe(jar), () -> host.parameters("echo").values());
        assertThat(all).allSatisfy(each -> assertThatThrownBy(each).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.HOST_CLOSED))
                .hasMessageEndingWith(": the host is closed"));
        assertThat(host.unloadAll(List.of("echo"), UnloadGroup.ALONE, UnloadOptions.defaults())).singleElement()
                .satisfies(outcome -> assertThat(outcome.refusal()).map(PluginException::reason)
                        .contains(Reason.HOST_CLOSED));
    }

    /** What of it still runs must be told of by somebody at each moment: as its load first, as being kept then. */
    @Test
    void shutdown_whileALoadThatFailedIsBeingNoted_namesIt_andLeavesItsFilesAlone() throws Exception {
        Probe.of("slow").on("start", context -> Probe.of(context).passStubbornly("end"));
        Probe gates = Probe.of("gates");
        Path slow = jar("slow", Scripted.class);
        PluginHost host = builder().threadLimit(Duration.ofMillis(20)).build();
        Object journal = host.lifecycle().journal();
        Doing noting = new Doing(() -> {
            synchronized (journal) {
                gates.open("held");
                gates.pass("go on");
            }
            return List.of();
        });
        gates.pass("held");
        Doing loading = new Doing(() -> {
            assertThatThrownBy(() -> host.load(slow, LoadOptions.defaults().startLimit(Duration.ofMillis(50))))
                    .isInstanceOfSatisfying(PluginException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.START_TIMEOUT));
            return List.of();
        });
        await().atMost(SOON).until(() -> isBlocked(loading.thread, journal));
        List<Path> files = ProcessFacts.filesUnder(directory.resolve("work"));

        assertThat(host.shutdown(Duration.ofMillis(50))).singleElement().asString().contains("slow 1.0.0");
        assertThat(files).isNotEmpty();
        assertThat(ProcessFacts.filesUnder(directory.resolve("work"))).isEqualTo(files);
        gates.open("go on");

        noting.result.get();
        loading.result.get();
        assertThat(host.lifecycle().audit().quarantined()).isEqualTo(1);
        assertThat(host.shutdown(Duration.ofMillis(50))).singleElement().asString()
                .contains("slow 1.0.0", "stays in quarantine");
        Probe.of("slow").open("end");
        await().atMost(SOON).untilAsserted(() ->
                assertThat(ProcessFacts.filesUnder(directory.resolve("work"))).isEmpty());
    }

    private static boolean isBlocked(Thread thread, Object monitor) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        return info.getThreadState() == Thread.State.BLOCKED
                && info.getLockInfo().getIdentityHashCode() == System.identityHashCode(monitor);
    }

    /** Written by some for "no limit". More than a long holds in nanoseconds. */
    @Test
    void limits_forEver_areTakenAsVeryLong() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        PluginHost host = builder().startLimit(forEver).stopLimit(forEver).threadLimit(forEver).waitLimit(forEver)
                .closeLimit(forEver).build();
        host.load(jar("echo", Echoing.class), LoadOptions.defaults().startLimit(forEver).waiting(forEver));
        assertThat(host.unload("echo", UnloadOptions.defaults().waiting(forEver).draining(forEver)).problems())
                .isEmpty();
        host.load(jar("next", Scripted.class));

        assertThat(host.shutdown(forEver)).isEmpty();
        assertThat(host.plugins()).isEmpty();
        assertThat(Durations.positive(LONG, "limit")).isEqualTo(LONG);
    }
}
