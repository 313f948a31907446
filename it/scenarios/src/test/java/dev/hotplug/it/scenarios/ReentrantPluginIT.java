package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import dev.hotplug.it.fixtures.probe.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that load and unload themselves and others from inside their own code: an answer, never a hang. */
@ExtendWith(Scenario.class)
class ReentrantPluginIT {

    @TempDir
    private Path folder;
    private PluginHost host;
    private Witness witness;
    private Path actor;
    private Path other;

    @BeforeEach
    void openHost() {
        host = Scenario.host(folder.resolve("work")).build();
        witness = Witness.loadedBy(host, folder);
        actor = PluginJar.plugin("actor", "1.0.0").behaviour(Scripted.class).write(folder.resolve("actor.jar"));
        other = PluginJar.plugin("other", "1.0.0").behaviour(Scripted.class).write(folder.resolve("other.jar"));
    }

    @AfterEach
    void theHostIsUnharmed() {
        witness.checkUnharmed();
        host.close();
    }

    @ParameterizedTest
    @CsvSource({"start, DEPENDENCY_CYCLE", "thread, DEPENDENCY_CYCLE", "executor, DEPENDENCY_CYCLE",
        "call, ALREADY_LOADED", "stop, BUSY", "close, BUSY"})
    void loadingItself(String point, Reason expected) {
        Probe.of("actor").on(point, noting(context -> context.host().load(actor, Map.of())));

        goThroughLife();

        assertThat(Probe.of("actor").events()).contains(expected.name());
        witness.checkAlone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "thread", "executor", "call", "stop", "close"})
    void unloadingItself(String point) {
        Probe.of("actor").on(point, noting(context -> context.host().unload("actor")));

        goThroughLife();

        assertThat(Probe.of("actor").events()).contains("SELF_UNLOAD");
        witness.checkAlone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "thread", "executor", "call", "stop", "close"})
    void loadingAndUnloadingAnother(String point) {
        Probe.of("actor").on(point, noting(context -> {
            context.host().load(other, Map.of());
            assertThat(context.host().plugin("other")).map(PluginInfo::state).contains(PluginState.LIVE);
            context.host().unload("other");
            assertThat(context.host().plugin("other")).isEmpty();
        }));

        goThroughLife();

        assertThat(Probe.of("actor").events()).contains("done");
        assertThat(Probe.of("other").counter("starts")).hasValue(1);
        witness.checkAlone();
    }

    @Test
    void itsListenerMayUnloadOthersButNotItself() {
        Probe.of("actor").on("live other", context -> {
            run(context, inner -> inner.host().unload("actor"));
            run(context, inner -> inner.host().unload("other"));
        });
        host.load(actor);
        host.load(other);

        await().atMost(Scenario.SOON).until(() -> host.plugin("other").isEmpty());
        assertThat(Probe.of("actor").events()).startsWith("SELF_UNLOAD", "done");
        assertThat(host.unload("actor").complete()).isTrue();
    }

    @Test
    void aCallMayLeadToTheUnloadOfItsCallersPluginOnlyAfterItHasReturned() {
        Probe.of("other").on("call", noting(context -> context.host().unload("actor")));
        Probe.of("actor").on("call", context -> context.find(Echo.class, "other").orElseThrow().say("x"));
        host.load(other);
        host.load(actor);

        assertThat(host.service(Echo.class, "actor").say("x")).isEqualTo("actor:x");

        assertThat(Probe.of("other").events()).containsAnyOf("SELF_UNLOAD", "IN_USE");
        assertThat(host.plugin("actor")).map(PluginInfo::state).contains(PluginState.LIVE);
        assertThat(host.unload("actor").complete()).isTrue();
    }

    @Test
    void twoThatLoadEachOtherOneAfterTheOther() {
        Probe.of("actor").on("start", context -> context.host().load(other, Map.of()));
        Probe.of("other").on("start", context -> context.host().load(actor, Map.of()));

        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(actor));

        assertThat(refusal.reason()).isEqualTo(Reason.START_FAILED);
        assertCycle(refusal);
        witness.checkAlone();
    }

    @Test
    void twoThatLoadEachOtherAtOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Probe.of("actor").on("start", context -> meetThenLoad(context, both, other));
        Probe.of("other").on("start", context -> meetThenLoad(context, both, actor));

        Attempt<PluginHandle> one = Attempt.at("one", () -> host.load(actor));
        Attempt<PluginHandle> two = Attempt.at("two", () -> host.load(other));

        assertThat(one.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(two.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(List.of(one.refusal(), two.refusal())).anySatisfy(ReentrantPluginIT::assertCycle);
        witness.checkAlone();
    }

    @Test
    void twoThatLoadEachOtherAtOnceAndTakeARefusalForAnAnswer() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Probe.of("actor").on("start", noting(context -> meetThenLoad(context, both, other)));
        Probe.of("other").on("start", noting(context -> meetThenLoad(context, both, actor)));

        Attempt<PluginHandle> one = Attempt.at("one", () -> host.load(actor));
        Attempt<PluginHandle> two = Attempt.at("two", () -> host.load(other));

        assertThat(one.value().info()).map(PluginInfo::state).contains(PluginState.LIVE);
        assertThat(two.value().info()).map(PluginInfo::state).contains(PluginState.LIVE);
        List<String> answers = List.of(Probe.of("actor").events().get(0), Probe.of("other").events().get(0));
        assertThat(answers).containsExactlyInAnyOrder("DEPENDENCY_CYCLE", "ALREADY_LOADED");
        host.unload("actor");
        host.unload("other");
    }

    @Test
    void aContextRefusesEverythingAfterThePluginIsGone() {
        PluginContext[] kept = new PluginContext[1];
        Probe.of("actor").on("start", context -> kept[0] = context);
        host.load(actor);
        host.unload("actor");

        assertThat(kept[0].id()).isEqualTo("actor");
        assertThat(kept[0].version()).isEqualTo("1.0.0");
        assertThat(kept[0].parameters()).isEmpty();
        List<ThrowingCallable> uses = List.of(
                () -> kept[0].host().load(other, Map.of()), () -> kept[0].find(Echo.class), kept[0]::executor,
                () -> kept[0].export(Echo.class, new SilentEcho()), kept[0]::dataDirectory,
                () -> kept[0].manage(() -> { }));
        assertThat(uses).allSatisfy(use -> assertThatThrownBy(use).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("actor"));
    }

    /** Loads the actor, calls it if it can be called, and unloads it. */
    private void goThroughLife() {
        host.load(actor);
        if (Probe.of("actor").has("call")) {
            host.service(Echo.class, "actor").say("x");
        }
        assertThat(host.unload("actor").complete()).isTrue();
    }

    private static void meetThenLoad(PluginContext context, CyclicBarrier both, Path jar) throws Exception {
        // A thread whose own load has failed may come to load the other plugin itself; it meets nobody then.
        if (Probe.of(context).counter("starts").get() == 1) {
            both.await();
        }
        context.host().load(jar, Map.of());
    }

    private static void assertCycle(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof PluginException refusal && refusal.reason() == Reason.DEPENDENCY_CYCLE) {
                assertThat(refusal.detail(PluginException.Cycle.class)).hasValueSatisfying(cycle ->
                        assertThat(cycle.path()).contains("actor", "other"));
                return;
            }
            cause = cause.getCause();
        }
        throw new AssertionError("no DEPENDENCY_CYCLE among the causes", failure);
    }

    /** A script whose outcome is noted: {@code done}, or the reason of the refusal. */
    private static Script noting(Script script) {
        return context -> run(context, script);
    }

    private static void run(PluginContext context, Script script) {
        try {
            script.run(context);
            Probe.of(context).note("done");
        } catch (PluginException e) {
            Probe.of(context).note(e.reason().name());
        } catch (Exception e) {
            Probe.of(context).note(e.toString());
        }
    }

    private static final class SilentEcho implements Echo {
        @Override
        public String say(String text) {
            return text;
        }

        @Override
        public void hold() {
            // There is nothing to hold.
        }
    }
}
