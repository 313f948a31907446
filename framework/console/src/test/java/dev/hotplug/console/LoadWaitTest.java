package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.HostEvent;
import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load, or another unload, while the plugin of that id does not get away. */
@Timeout(60)
class LoadWaitTest {

    private static final PluginJar BUSY = PluginJar.annotated().source("""
            package com.acme.busy;

            import dev.hotplug.api.*;
            import java.util.concurrent.CountDownLatch;
            import java.util.function.Consumer;

            @PluginDescriptor(id = "busy", version = "1.0.0")
            public final class BusyPlugin implements Plugin {
                @Override
                public void start(PluginContext context) {
                    Consumer<CountDownLatch[]> service = latches -> {
                        latches[0].countDown();
                        try {
                            latches[1].await();
                        } catch (InterruptedException over) {
                            throw new IllegalStateException(over);
                        }
                    };
                    context.export(Consumer.class, service);
                }
            }
            """);

    /** The common pool may have one thread only, and both wait for each other. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private TestConsole console;
    private String jar;
    private CompletableFuture<Void> call;

    @BeforeEach
    void callAndDrainInVain(@TempDir Path directory) throws Exception {
        console = new TestConsole(directory);
        jar = console.jar("busy", BUSY);
        assertThat(console.run("plugin load " + jar)).isZero();
        @SuppressWarnings("unchecked")
        Consumer<CountDownLatch[]> service = console.host().service(Consumer.class);
        call = CompletableFuture.runAsync(() -> service.accept(new CountDownLatch[] {entered, leave}), OWN_THREAD);
        entered.await();
        assertThat(console.run("plugin unload --drain 1ms busy")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("DRAIN_TIMEOUT: busy 1.0.0");
    }

    @AfterEach
    void close() {
        leave.countDown();
        call.join();
        console.close();
    }

    @Test
    void reload_whatADrainLeftGoing_saysWhoCallsAndWhatToType() {
        for (String line : new String[] {"plugin reload busy", "plugin reload --force busy " + jar,
            "plugin unload busy"}) {
            assertThat(console.run(line)).as(line).isEqualTo(1);

            assertThat(console.err()).as(line).singleElement().asString().startsWith("BUSY: busy 1.0.0: cannot ")
                    .contains("1 in flight, \"", "BusyPlugin").endsWith("; drain it again, or force it: plugin unload"
                            + " --drain 5s busy, or plugin unload --force busy; plugin why busy says more");
        }
        assertThat(console.host().plugin("busy")).map(PluginInfo::state).contains(PluginState.GOING);
    }

    @Test
    void load_ofWhatNobodyUnloads_saysWhatHelpsWithWaitOrWithout() {
        for (String line : new String[] {"plugin load " + jar, "plugin load --wait 1ms " + jar}) {
            assertThat(console.run(line)).as(line).isEqualTo(1);

            assertThat(console.err()).as(line).singleElement().asString().startsWith("BUSY: busy 1.0.0")
                    .endsWith("; drain it again, or force it: plugin unload --drain 5s busy, or plugin unload --force busy"
                            + "; plugin why busy says more");
        }
    }

    @Test
    void load_whileItIsUnloaded_saysThatItCanWait() throws Exception {
        Thread unloading = new Thread(() ->
                console.host().unload("busy", UnloadOptions.defaults().draining(Duration.ofMinutes(1))));
        unloading.start();
        while (unloading.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        assertThat(console.run("plugin load " + jar)).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("BUSY: busy 1.0.0")
                .endsWith("; --wait 5s does that");
        leave.countDown();
        unloading.join();
    }

    @Test
    void load_ofWhatRequiresIt_saysWhatKeepsIt() {
        String user = console.jar("user", PluginJar.plugin("user", "1.0.0").requires("busy"));

        assertThat(console.run("plugin load " + user)).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("DEPENDENCY_MISSING: user 1.0.0")
                .endsWith("requires busy, but a drain left busy 1.0.0 #1 going, and 1 call is still in flight; drain it again,"
                        + " or force it, and load it again first; plugin why busy says what keeps it");
    }

    @Test
    void load_withWait_givesUpInTheEndAndLeavesOneFailure() {
        long before = lastEvent();

        assertThat(console.run("plugin load --wait 1ms " + jar)).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("BUSY: busy 1.0.0");
        assertThat(console.host().events(before)).extracting(HostEvent::kind).containsExactly(HostEvent.Kind.FAILED);
    }

    @Test
    void load_withWait_loadsWhenTheOtherIsGoneAndLeavesOneLoad() throws Exception {
        long before = lastEvent();
        FutureTask<Integer> load = new FutureTask<>(() -> console.run("plugin load --wait 1m " + jar));
        Thread loading = new Thread(load);
        loading.start();
        while (loading.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        leave.countDown();
        console.host().unload("busy", UnloadOptions.defaults().draining(Duration.ofMinutes(1)));

        assertThat(load.get()).isZero();
        assertThat(console.out()).containsExactly("loaded busy 1.0.0");
        assertThat(console.host().events(before)).extracting(HostEvent::kind)
                .containsExactly(HostEvent.Kind.UNLOADED, HostEvent.Kind.LOADED);
    }

    @Test
    void unload_afterADrainInVain_saysWhatGoesOnFromThere() {
        assertThat(console.run("plugin unload --drain 1ms busy")).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("DRAIN_TIMEOUT: busy 1.0.0").endsWith(
                "drain it again, or force it: plugin unload --drain 5s busy, or plugin unload --force busy"
                        + "; plugin why busy says more").doesNotContain("--wait");
    }

    @Test
    void unload_interruptedWhileItDrains_saysTheStateAndWhatGoesOnFromThere() throws Exception {
        FutureTask<Integer> unload = new FutureTask<>(() -> console.run("plugin unload --drain 1m busy busy"));
        Thread unloading = new Thread(unload);
        unloading.start();
        while (unloading.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        unloading.interrupt();

        assertThat(unload.get()).isEqualTo(1);
        assertThat(console.err()).hasSize(2).last().isEqualTo("not tried any more: busy");
        assertThat(console.err().get(0)).startsWith("INTERRUPTED: busy 1.0.0").contains("stays GOING").endsWith(
                "drain it again, or force it: plugin unload --drain 5s busy, or plugin unload --force busy"
                        + "; plugin why busy says more");
        assertThat(console.host().plugin("busy")).get().extracting(PluginInfo::state).isEqualTo(PluginState.GOING);
    }

    private long lastEvent() {
        List<HostEvent> events = console.host().events(0);
        return events.get(events.size() - 1).number();
    }
}
