package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Starts;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The first load of an id fails in its start, while others wait for its outcome. */
@ExtendWith(Scenario.class)
class FailedFirstLoadIT {

    private static final int WAITERS = 8;
    private static final PluginJar FIRST = PluginJar.plugin("first", "1.0.0").behaviour(Starts.FailsFirst.class);

    @TempDir
    private Path folder;
    private Path work;
    private PluginHost host;

    @BeforeEach
    void openHost() throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
        host = Scenario.host(work).build();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void ofThoseWithOtherBytesOneGoesOnAndTheOthersFindItLoaded() throws Exception {
        Attempt<PluginHandle> failing = startFailing(LoadOptions.defaults());
        List<Attempt<PluginHandle>> waiting = new ArrayList<>();
        for (int i = 1; i <= WAITERS; i++) {
            Path jar = FIRST.variant(i).write(folder.resolve("variant-" + i + ".jar"));
            waiting.add(Attempt.at("waiter-" + i, () -> host.load(jar)));
        }
        waiting.forEach(Attempt::awaitBlocked);
        assertThat(waiting).noneMatch(Attempt::isOver);
        Probe.of("first").open("start");

        assertThat(failing.reason()).isEqualTo(Reason.START_FAILED);
        for (Attempt<PluginHandle> waiter : waiting) {
            waiter.join();
        }
        assertThat(Attempt.tally(waiting)).isEqualTo(Map.of("done", 1, "ALREADY_LOADED", WAITERS - 1));
        assertThat(host.plugins()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("first");
            assertThat(row.state()).isEqualTo(PluginState.LIVE);
        });
        assertThat(Probe.of("first").counter("starts")).hasValue(2);
        assertThat(Probe.of("first").events()).as("the failed one's resource is closed, its stop not called")
                .containsExactly("closed");
    }

    @Test
    void thoseWithTheSameBytesGetTheSameFailure() throws Exception {
        byte[] bytes = FIRST.bytes();
        Attempt<PluginHandle> failing = startFailing(LoadOptions.defaults());
        List<Attempt<PluginHandle>> waiting = new ArrayList<>();
        for (int i = 1; i <= WAITERS; i++) {
            Path copy = Files.write(folder.resolve("copy-" + i + ".jar"), bytes);
            waiting.add(Attempt.at("waiter-" + i, () -> host.load(copy)));
        }
        waiting.forEach(Attempt::awaitBlocked);
        Probe.of("first").open("start");

        assertThat(failing.reason()).isEqualTo(Reason.START_FAILED);
        Throwable cause = failing.refusal().getCause();
        assertThat(cause).isInstanceOf(IllegalStateException.class).hasMessage("the first one fails");
        for (Attempt<PluginHandle> waiter : waiting) {
            assertThat(waiter.reason()).isEqualTo(Reason.START_FAILED);
            assertThat(waiter.refusal()).hasRootCause(cause);
        }
        assertThat(Probe.of("first").counter("starts")).as("one attempt for all").hasValue(1);
        assertThat(host.plugins()).isEmpty();
        assertThat(host.load(folder.resolve("copy-1.jar")).id()).as("a load after that is a new attempt")
                .isEqualTo("first");
    }

    @Test
    void theSameBytesWithOtherParametersAreAnotherAttempt() throws Exception {
        Attempt<PluginHandle> failing = startFailing(LoadOptions.defaults().parameter("label", "a"));
        Path jar = folder.resolve("first.jar");
        Attempt<PluginHandle> same = Attempt.at("same",
                () -> host.load(jar, LoadOptions.defaults().parameter("label", "a"))).awaitBlocked();
        Attempt<PluginHandle> other = Attempt.at("other",
                () -> host.load(jar, LoadOptions.defaults().parameter("label", "b"))).awaitBlocked();
        Probe.of("first").open("start");

        assertThat(failing.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(same.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(other.value().id()).isEqualTo("first");
    }

    @Test
    void aStormOfLoadsWithAFailingFirstLeavesOneLive() throws Exception {
        Path[] jars = new Path[16];
        for (int i = 0; i < jars.length; i++) {
            jars[i] = FIRST.variant(i).write(folder.resolve("storm-" + i + ".jar"));
        }
        for (int round = 0; round < 50; round++) {
            Probe.reset();
            Probe.of("first").open("start");
            List<Attempt<PluginHandle>> attempts = Attempt.rush(jars.length, ready -> { },
                    i -> () -> host.load(jars[i]));

            assertThat(Attempt.tally(attempts)).as("round " + round)
                    .isEqualTo(Map.of("START_FAILED", 1, "done", 1, "ALREADY_LOADED", jars.length - 2));
            host.unload("first");
        }
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void anInterruptedWaiterEndsAndLeavesNoTrace() throws Exception {
        Attempt<PluginHandle> first = startFailing(LoadOptions.defaults());
        List<String> threads = ProcessFacts.threads();
        List<Path> files = ProcessFacts.filesUnder(work);
        List<?> rows = host.plugins();
        Path otherBytes = FIRST.variant(1).write(folder.resolve("other.jar"));
        for (Path jar : List.of(otherBytes, folder.resolve("first.jar"))) {
            Attempt<PluginHandle> waiter = Attempt.at("waiter", () -> host.load(jar)).awaitBlocked();
            waiter.interrupt();

            assertThat(waiter.reason()).as(jar.toString()).isEqualTo(Reason.INTERRUPTED);
        }
        assertThat(host.plugins()).isEqualTo(rows);
        // A thread that has left its last statement may still be seen for a moment, and so may those that wait for it here.
        await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(ProcessFacts.threads())
                .filteredOn(name -> !name.startsWith("awaitility")).isSubsetOf(threads));
        assertThat(ProcessFacts.filesUnder(work)).isEqualTo(files);

        Probe.of("first").open("start");
        assertThat(first.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(host.plugins()).isEmpty();
        assertThat(host.load(otherBytes).id()).isEqualTo("first");
    }

    @Test
    void oneWhoseTimeForWaitingIsUpIsToldThatThePluginIsBusy() throws Exception {
        try (PluginHost impatient = Scenario.host(work).waitLimit(Duration.ofMillis(50)).build()) {
            Path jar = FIRST.write(folder.resolve("first.jar"));
            Attempt<PluginHandle> failing = Attempt.at("first", () -> impatient.load(jar));
            Probe.of("first").pass("starting");
            Path otherBytes = FIRST.variant(1).write(folder.resolve("other.jar"));
            Path user = PluginJar.plugin("user", "1.0.0").requires("first").write(folder.resolve("user.jar"));

            for (Path waiting : List.of(jar, otherBytes, user)) {
                assertThat(Attempt.at("waiter", () -> impatient.load(waiting)).reason()).as(waiting.toString())
                        .isEqualTo(Reason.BUSY);
            }
            assertThat(impatient.plugins()).hasSize(1);
            Probe.of("first").open("start");
            assertThat(failing.reason()).isEqualTo(Reason.START_FAILED);
        }
    }

    @Test
    void oneWhoWaitsForADependencyCanBeInterrupted() throws Exception {
        Attempt<PluginHandle> first = startFailing(LoadOptions.defaults());
        Path jar = PluginJar.plugin("user", "1.0.0").requires("first").write(folder.resolve("user.jar"));
        Attempt<PluginHandle> waiter = Attempt.at("waiter", () -> host.load(jar)).awaitBlocked();
        waiter.interrupt();

        assertThat(waiter.reason()).isEqualTo(Reason.INTERRUPTED);
        Probe.of("first").open("start");
        first.join();
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void oneWhoWaitsForADependencyThatFailsMissesIt() throws Exception {
        Attempt<PluginHandle> first = startFailing(LoadOptions.defaults());
        Path jar = PluginJar.plugin("user", "1.0.0").requires("first").write(folder.resolve("user.jar"));
        Attempt<PluginHandle> waiter = Attempt.at("waiter", () -> host.load(jar)).awaitBlocked();
        assertThat(waiter.isOver()).isFalse();
        Probe.of("first").open("start");

        assertThat(first.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(waiter.reason()).isEqualTo(Reason.DEPENDENCY_MISSING);
        assertThat(host.plugins()).isEmpty();
    }

    /** A load of {@code first.jar} that is in the plugin's start, where it will fail. */
    private Attempt<PluginHandle> startFailing(LoadOptions options) throws InterruptedException {
        Path jar = FIRST.write(folder.resolve("first.jar"));
        Attempt<PluginHandle> failing = Attempt.at("first", () -> host.load(jar, options));
        Probe.of("first").pass("starting");
        return failing;
    }
}
