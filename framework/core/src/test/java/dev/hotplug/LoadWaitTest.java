package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.HostEvent.Kind;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loads while the plugin of the same id is going, because a drain of it gave up. */
@Timeout(60)
class LoadWaitTest {

    private static final LoadOptions LONG = LoadOptions.defaults().waiting(Duration.ofMinutes(1));

    @TempDir
    private Path directory;
    private PluginHost host;
    private Path echo;
    private Thread caller;
    private long before;

    @BeforeEach
    void callAndDrainInVain() throws Exception {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory).build();
        echo = PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(directory.resolve("echo.jar"));
        host.load(echo);
        caller = new Thread(() -> host.service(Echo.class).hold());
        caller.start();
        Probe.of("echo").pass("inside");
        UnloadOptions drain = UnloadOptions.defaults().draining(Duration.ofMillis(1));
        assertThatThrownBy(() -> host.unload("echo", drain)).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DRAIN_TIMEOUT));
        before = host.events(0).size();
    }

    @AfterEach
    void close() throws Exception {
        Probe.of("echo").open("release");
        caller.join();
        host.close();
        Probe.reset();
    }

    @Test
    void load_whileAnotherIsGoing_isBusyAtOnce_andSaysThatItDoesNotGoByItself() throws Exception {
        assertThatThrownBy(() -> host.load(echo)).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BUSY)).hasMessage("echo 1.0.0: cannot load: a"
                        + " drain left echo 1.0.0 #1 going, and 1 call is still in flight; drain it again, or force it");

        Probe.of("echo").open("release");
        caller.join();
        assertThatThrownBy(() -> host.load(echo)).hasMessage("echo 1.0.0: cannot load: a drain left echo 1.0.0 #1 going,"
                + " and its calls have ended since; unload it, and try again");
    }

    @Test
    void load_whileAnotherIsDrainedAgain_saysThatItIsBeingUnloaded() throws Exception {
        Thread draining = start(new FutureTask<>(() ->
                host.unload("echo", UnloadOptions.defaults().draining(Duration.ofMinutes(1)))));
        awaitWait(draining);

        assertThatThrownBy(() -> host.load(echo)).hasMessage(
                "echo 1.0.0: echo 1.0.0 #1 is being unloaded; try again when it is gone");

        Probe.of("echo").open("release");
        draining.join();
    }

    @Test
    void planUpgradeAndParameters_ofTheOneThatIsGoing_sayThatADrainLeftItSo() {
        assertThatThrownBy(() -> host.planUpgrade(echo)).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BUSY)).hasMessage("echo 1.0.0: cannot replace"
                        + " what is not live: a drain left echo 1.0.0 #1 going, and 1 call is still in flight; drain it"
                        + " again, or force it");
        assertThatThrownBy(() -> host.parameters("echo").values()).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND)).hasMessage("echo: not loaded; a drain"
                        + " left echo 1.0.0 #1 going, and 1 call is still in flight; drain it again, or force it");
    }

    @Test
    void dryRun_whileAnotherIsGoing_saysWhatTheLoadSays() {
        PluginException busy = catchThrowableOfType(PluginException.class, () -> host.load(echo));

        assertThat(host.inspect(echo).refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.BUSY);
            assertThat(refusal).hasMessage(busy.getMessage());
        });
        assertThat(host.dryRun().load(echo, LONG).isLoadable()).as("that it may wait").isTrue();
    }

    @Test
    void load_whatRequiresTheOneThatIsGoing_saysThatItIsGoing_alsoDry() {
        Path user = PluginJar.plugin("user", "1.0.0").requires("echo").write(directory.resolve("user.jar"));

        PluginException refused = catchThrowableOfType(PluginException.class, () -> host.load(user));

        assertThat(refused).hasMessage("user 1.0.0: cannot load: requires echo, but a drain left echo 1.0.0 #1 going, and"
                + " 1 call is still in flight; drain it again, or force it, and load it again first");
        assertThat(refused.reason()).isEqualTo(Reason.DEPENDENCY_MISSING);
        assertThat(host.inspect(user).refusals()).singleElement()
                .satisfies(dry -> assertThat(dry).hasMessage(refused.getMessage()));
    }

    @Test
    void reload_whatIsGoing_isBusyAndSaysWhoCallsOrThatNobodyDoes() throws Exception {
        assertThatThrownBy(() -> host.reload("echo")).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BUSY)).hasMessageStartingWith("echo 1.0.0: ")
                .hasMessageContaining("calls are still in flight: 1 in flight, \"");
        assertThat(host.events(before)).extracting(HostEvent::kind).containsExactly(Kind.REFUSED);

        Probe.of("echo").open("release");
        caller.join();
        assertThatThrownBy(() -> host.reload("echo")).hasMessage("echo 1.0.0: cannot reload: a drain left it going, and"
                + " its calls have ended since; unload it, and load it then");
    }

    @Test
    void load_waitingInVain_isOneFailure() {
        assertThatThrownBy(() -> host.load(echo, LoadOptions.defaults().waiting(Duration.ofMillis(1))))
                .isInstanceOfSatisfying(PluginException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BUSY))
                .hasMessageContaining("a drain left echo 1.0.0 #1 going");

        assertThat(host.events(before)).extracting(HostEvent::kind).containsExactly(Kind.FAILED);
    }

    @Test
    void load_waitingUntilTheOtherIsGone_isOneLoad() throws Exception {
        FutureTask<PluginHandle> load = new FutureTask<>(() -> host.load(echo, LONG));
        awaitWait(start(load));

        Probe.of("echo").open("release");
        host.unload("echo", UnloadOptions.defaults().draining(Duration.ofMinutes(1)));

        assertThat(load.get().loadNumber()).isEqualTo(2);
        assertThat(host.events(before)).extracting(HostEvent::kind).containsExactly(Kind.UNLOADED, Kind.LOADED);
        assertThat(host.statistics().failures()).isEmpty();
    }

    @Test
    void load_interruptedWhileItWaits_changesNothing() throws Exception {
        FutureTask<PluginHandle> load = new FutureTask<>(() -> host.load(echo, LONG));
        Thread loading = start(load);
        awaitWait(loading);

        loading.interrupt();

        assertThatThrownBy(load::get).cause().isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INTERRUPTED))
                .hasMessage("echo 1.0.0: interrupted while it waited for echo 1.0.0 #1 to be unloaded;"
                        + " nothing was changed");
        assertThat(host.events(before)).hasSize(1);
    }

    @Test
    void load_waitingOnAHostThatIsClosed_ends() throws Exception {
        FutureTask<PluginHandle> load = new FutureTask<>(() -> host.load(echo, LONG));
        awaitWait(start(load));

        host.shutdown(Duration.ofMillis(1));

        assertThatThrownBy(load::get).cause().isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.HOST_CLOSED));
    }

    private static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void awaitWait(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
