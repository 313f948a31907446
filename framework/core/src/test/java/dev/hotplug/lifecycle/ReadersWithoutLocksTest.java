package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import dev.hotplug.model.Limits;
import dev.hotplug.symbol.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer that stands still while it holds the lock keeps no reader, wherever between its decision and its publish it
 * stands.
 */
class ReadersWithoutLocksTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;
    private Lifecycle lifecycle;
    private Echo echo;

    @BeforeEach
    void loadPlugin() {
        Probe.reset();
        lifecycle = new Lifecycle(new HostSettings(Probe.class.getClassLoader(), Set.of(Probe.class.getPackageName()),
                directory.resolve("work"), Optional.empty(), Optional.empty(), Limits.DEFAULT,
                Arena.Limits.DEFAULT, Optional.empty(), Optional.empty(), SOON, SOON, SOON, List.of(),
                Optional.empty(), false, Optional.empty()));
        lifecycle.load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class)
                .write(directory.resolve("echo.jar")), Map.of(), Optional.empty(), Optional.empty(), Duration.ZERO);
        echo = lifecycle.services().service(Echo.class, null);
        assertThat(echo.say("before")).isEqualTo("echo:before");
    }

    @AfterEach
    void close() {
        assertThat(lifecycle.close(SOON)).isEmpty();
        Probe.reset();
    }

    @Test
    void readers_whileAWriterHoldsTheLock_seeWhatWasPublished() throws Exception {
        whileAWriterStands(entry -> { }, this::readAllOfALivePlugin);
    }

    @Test
    void readers_whileAWriterIsAboutToPublish_seeWhatWasPublished() throws Exception {
        whileAWriterStands(entry -> lifecycle.registry().symbols().without(entry.loadNumber, Instant.EPOCH).replace(), this::readAllOfALivePlugin);
    }

    @Test
    void readers_whileAWriterHasTurnedUsersAwayAndNotPublished_areTurnedAwayAtOnce() throws Exception {
        whileAWriterStands(entry -> assertThat(entry.reference.tryDrain()).isTrue(), () -> {
            assertThatThrownBy(() -> echo.say("x")).isInstanceOf(PluginUnavailableException.class);
            assertThatThrownBy(() -> lifecycle.services().acquire(Echo.class, null))
                    .isInstanceOf(PluginUnavailableException.class);
            assertThat(lifecycle.plugins()).extracting(PluginInfo::state).containsExactly(PluginState.LIVE);
        });
    }

    private void readAllOfALivePlugin() {
        assertThat(echo.say("x")).isEqualTo("echo:x");
        assertThat(lifecycle.services().service(Echo.class, "echo").say("y")).isEqualTo("echo:y");
        assertThat(lifecycle.services().services(Echo.class)).hasSize(1);
        assertThat(lifecycle.services().find(Echo.class, null)).isPresent();
        Provider held = lifecycle.services().acquire(Echo.class, null);
        assertThat(held.owner().reference().put()).isTrue();
        assertThat(lifecycle.plugins()).extracting(PluginInfo::id).containsExactly("echo");
        assertThat(lifecycle.plugin("echo")).map(PluginInfo::state).contains(PluginState.LIVE);
        assertThat(lifecycle.symbols()).hasSize(1);
        assertThat(lifecycle.taints()).isEmpty();
    }

    /** The lock is held all the time that the readers read; then the writer goes on to publish. */
    private void whileAWriterStands(Consumer<Entry> decision, Watchdog.Body readers) throws Exception {
        Registry registry = lifecycle.registry();
        Entry entry = registry.find("echo");
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Void> writer = new FutureTask<>(() -> {
            registry.withdraw(entry, unused -> {
                decision.accept(entry);
                there.countDown();
                await(goOn);
                entry.reference.cutOff();
            });
            return null;
        });
        Thread thread = new Thread(writer, "writer");
        thread.start();
        there.await();
        try {
            Watchdog.watch(SOON, readers);
            assertThat(writer.isDone()).as("stands in its critical section").isFalse();
        } finally {
            goOn.countDown();
        }
        writer.get();
        assertThatThrownBy(() -> echo.say("after")).isInstanceOf(PluginUnavailableException.class);
        registry.strand(entry);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a writer here", e);
        }
    }
}
