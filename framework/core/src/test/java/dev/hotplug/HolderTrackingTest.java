package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolderTrackingTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void load() {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory).trackHolders(true).build();
        host.load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(directory.resolve("echo.jar")));
    }

    @AfterEach
    void close() {
        host.close();
        Probe.reset();
    }

    @Test
    void aRefusal_namesTheThreadThatIsInACall_itsLineAndSinceWhen() throws Exception {
        Instant before = Instant.now();
        Thread caller = new Thread(() -> host.service(Echo.class).hold(), "worker-3");
        caller.start();
        Probe.of("echo").pass("inside");

        assertThatThrownBy(() -> host.unload("echo")).isInstanceOfSatisfying(PluginException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.IN_USE);
            assertThat(e.detail(PluginException.Holds.class)).contains(new PluginException.Holds(0, 1));
            assertThat(e.detail(PluginException.Holders.class)).hasValueSatisfying(holders ->
                    assertThat(holders.holders()).singleElement().satisfies(holder -> {
                        assertThat(holder.thread()).isEqualTo("worker-3");
                        assertThat(holder.where()).contains("Echoing");
                        assertThat(holder.since()).isBetween(before, Instant.now());
                    }));
        }).hasMessageContaining("worker-3").hasMessageContaining("Echoing");

        Probe.of("echo").open("release");
        caller.join();
        host.unload("echo");
    }

    @Test
    void aRefusal_namesTheLineThatGotAReference() {
        try (SymbolRef<Echo> pin = host.acquire(Echo.class)) {
            assertThat(pin.get().say("x")).isEqualTo("echo:x");
            assertThatThrownBy(() -> host.unload("echo")).isInstanceOf(PluginException.class)
                    .hasMessageContaining("1 reference")
                    .hasMessageContaining("\"" + Thread.currentThread().getName() + "\"")
                    .hasMessageContaining("HolderTrackingTest.java:");
        }
        host.unload("echo");
    }

    @Test
    void manyCalls_leaveNothingBehind() {
        Echo echo = host.service(Echo.class);
        for (int call = 0; call < 1_000; call++) {
            echo.say("x");
        }
        assertThat(host.plugin("echo")).hasValueSatisfying(row -> assertThat(row.calls()).isZero());
        host.unload("echo");
    }

    /** Of a class as a plugin may have it: whoever asks where it is waits for a load on another thread. */
    private final class Answering extends Thread {

        Answering() {
            super(() -> host.service(Echo.class).hold(), "answering");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            Thread other = new Thread(() -> host.load(PluginJar.plugin("other", "1.0.0")
                    .write(directory.resolve("other.jar"))));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new StackTraceElement[0];
        }
    }

    private Thread answering() throws InterruptedException {
        Thread caller = new Answering();
        caller.setDaemon(true);
        caller.start();
        Probe.of("echo").pass("inside");
        return caller;
    }

    @Test
    void aRefusal_doesNotAskAThreadsOwnClassWhereItIs_andNamesItAllTheSame() throws Exception {
        Thread caller = answering();

        for (UnloadOptions options : List.of(UnloadOptions.defaults(),
                UnloadOptions.defaults().waiting(Duration.ofMillis(1)))) {
            PluginException refusal = Watchdog.within(SOON, () ->
                    catchThrowableOfType(PluginException.class, () -> host.unload("echo", options)));
            assertThat(refusal).hasMessageContaining(
                    "in use by 1 call in flight (\"answering\" at a place that it does not tell since ");
        }

        Probe.of("echo").open("release");
        caller.join();
        host.unload("echo");
    }

    @Test
    void aRefusalBecauseOfADependentInQuarantine_doesNotAskAThreadsOwnClassWhereItIs() throws Exception {
        host.unload("echo");
        host.load(PluginJar.plugin("base", "1.0.0").write(directory.resolve("base.jar")));
        host.load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).requires("base")
                .write(directory.resolve("echo.jar")));
        Thread caller = answering();
        host.unload("echo", UnloadOptions.defaults().forced());

        PluginException refusal = Watchdog.within(SOON, () ->
                catchThrowableOfType(PluginException.class, () -> host.unload("base")));
        assertThat(refusal).hasMessageContaining("which is in quarantine: 1 in flight (\"answering\" at ");
        assertThat(Watchdog.within(SOON, () -> host.diagnose("base"))).anySatisfy(sentence ->
                assertThat(sentence).contains("which is in quarantine: 1 in flight (\"answering\" at "));
        assertThat(Watchdog.within(SOON, () -> host.unloadAll(List.of("base"), UnloadGroup.WITH_DEPENDENTS,
                UnloadOptions.defaults()))).singleElement().satisfies(outcome ->
                        assertThat(outcome.refusal().orElseThrow()).hasMessage(refusal.getMessage()));

        Probe.of("echo").open("release");
        caller.join();
    }
}
