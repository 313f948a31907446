package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Tuned;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two that set a parameter at the same time, when only the plugin knows what its setter does when. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParameterTurnsTest {

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void forget() {
        Probe.reset();
    }

    @AfterEach
    void close() {
        Probe.of("tuned").open("return");
        host.close();
        Probe.reset();
    }

    private void load(Duration waitLimit) {
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work"))
                .waitLimit(waitLimit).build();
        host.load(PluginJar.plugin("tuned", "1.0.0").behaviour(Tuned.class).write(directory.resolve("tuned.jar")));
    }

    private Thread setting(FutureTask<Void> task) {
        Thread thread = new Thread(task, "sets");
        thread.start();
        return thread;
    }

    private FutureTask<Void> pace(String value) {
        return new FutureTask<>(() -> host.parameters("tuned").set("pace", value), null);
    }

    /** Its setter has stored 1, and has not returned, when the other one comes. */
    private FutureTask<Void> heldInItsSetter() throws InterruptedException {
        Probe.of("tuned").on("pace 1", context -> {
            Probe.of("tuned").open("stored");
            Probe.of("tuned").pass("return");
        });
        FutureTask<Void> first = pace("1");
        setting(first);
        Probe.of("tuned").pass("stored");
        return first;
    }

    @Test
    void whatIsKnownOfAParameter_andWhatAReloadGives_isWhatThePluginWasToldLast() throws Exception {
        load(Duration.ofHours(1));
        FutureTask<Void> first = heldInItsSetter();
        FutureTask<Void> second = pace("2");
        Thread thread = setting(second);
        await().until(() -> second.isDone() || thread.getState() == Thread.State.TIMED_WAITING);

        Probe.of("tuned").open("return");
        first.get();
        second.get();

        assertThat(host.service(Supplier.class).get()).isEqualTo("2");
        assertThat(host.parameters("tuned").values()).containsEntry("pace", "2");
        host.reload("tuned");
        assertThat(host.service(Supplier.class).get()).isEqualTo("2");
        assertThat(host.parameters("tuned").values()).containsEntry("pace", "2");
    }

    @Test
    void aSetterThatDoesNotReturn_isNamedToWhoeverWantsItNext_andKeepsNobodyFromOtherParameters() throws Exception {
        load(Duration.ofMillis(1));
        FutureTask<Void> first = heldInItsSetter();

        host.parameters("tuned").set("tone", "high");
        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> host.parameters("tuned").set("pace", "2"));

        assertThat(refusal.reason()).isEqualTo(Reason.BUSY);
        assertThat(refusal).hasMessageContainingAll("tuned 1.0.0", "pace=2 was not set", "thread \"sets\"");
        assertThat(host.parameters("tuned").values()).containsEntry("tone", "high").doesNotContainKey("pace");
        Probe.of("tuned").open("return");
        first.get();
        assertThat(host.parameters("tuned").values()).containsEntry("pace", "1");
    }

    /** Whoever waits holds the plugin, which a forced unload does not mind. */
    @Test
    void aSetThatWaited_isRefusedIfThePluginWasForcedOutMeanwhile() throws Exception {
        load(Duration.ofHours(1));
        FutureTask<Void> first = heldInItsSetter();
        FutureTask<PluginException> second = new FutureTask<>(() -> catchThrowableOfType(PluginException.class,
                () -> host.parameters("tuned").set("pace", "2")));
        Thread thread = new Thread(second);
        thread.start();
        await().until(() -> second.isDone() || thread.getState() == Thread.State.TIMED_WAITING);

        host.unload("tuned", UnloadOptions.defaults().forced());
        Probe.of("tuned").open("return");
        first.get();

        assertThat(second.get().reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(second.get()).hasMessageContaining("tuned: not loaded");
    }

    @Test
    void aSetter_maySetAnotherParameter_butNotItself() {
        load(Duration.ofHours(1));
        Probe.of("tuned").on("tone high", context -> host.parameters("tuned").set("pace", "3"))
                .on("pace 3", context -> {
                    PluginException refusal = catchThrowableOfType(PluginException.class,
                            () -> host.parameters("tuned").set("pace", "4"));
                    Probe.of("tuned").note(refusal.reason() + " " + refusal.getMessage());
                });

        host.parameters("tuned").set("tone", "high");

        assertThat(Probe.of("tuned").events()).hasSize(2).last().asString()
                .contains("BUSY", "pace=4 was not set", "its setter is what sets it");
        assertThat(host.parameters("tuned").values()).containsEntry("tone", "high").containsEntry("pace", "3");
        assertThat(host.service(Supplier.class).get()).isEqualTo("3");
    }

    @Test
    void aSetterThatRefuses_leavesItsTurnToTheNext_andWhatWasGivenBefore() {
        load(Duration.ofHours(1));
        Probe.of("tuned").on("tone bad", context -> {
            throw new IllegalArgumentException("bad");
        });
        host.parameters("tuned").set("tone", "good");
        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> host.parameters("tuned").set("tone", "bad"));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_PARAMETER);
        assertThat(host.parameters("tuned").values()).containsEntry("tone", "good");
        host.parameters("tuned").set("tone", "better");
        assertThat(host.parameters("tuned").values()).containsEntry("tone", "better");
    }
}
