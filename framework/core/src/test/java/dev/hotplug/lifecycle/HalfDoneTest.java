package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import dev.hotplug.model.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load or an unload that finds no memory in the middle of what it does for good: somebody can go on from there. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HalfDoneTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /**
     * One taint, and no memory when it is looked at, as is done when a row is made of it, or copied, as when somebody is
     * told of the row. Not none, which some JDKs do not copy.
     */
    static final class Scarce extends AbstractSet<Taint> {

        private int failingLooks;
        private int failingCopies;

        static Scarce atLook() {
            Scarce taints = new Scarce();
            taints.failingLooks = 1;
            return taints;
        }

        static Scarce atCopy() {
            Scarce taints = new Scarce();
            taints.failingCopies = 1;
            return taints;
        }

        /** What fails to be copied fails to be looked at right after that. */
        static Scarce atCopyAndNextLook() {
            Scarce taints = atCopy();
            taints.failingLooks = -1;
            return taints;
        }

        @Override
        public boolean isEmpty() {
            if (failingLooks > 0) {
                failingLooks--;
                throw new OutOfMemoryError("injected at a look");
            }
            return false;
        }

        @Override
        public boolean contains(Object taint) {
            return taint == Taint.FORCED_UNLOAD;
        }

        @Override
        public Iterator<Taint> iterator() {
            copied();
            return List.of(Taint.FORCED_UNLOAD).iterator();
        }

        @Override
        public int size() {
            copied();
            return 1;
        }

        private void copied() {
            if (failingCopies > 0) {
                failingCopies--;
                failingLooks = -failingLooks;
                throw new OutOfMemoryError("injected at a copy");
            }
        }
    }

    @TempDir
    private Path directory;
    private Lifecycle lifecycle;
    private Consumer<String> atStep = step -> { };

    @BeforeEach
    void open() {
        Probe.reset();
        lifecycle = new Lifecycle(new HostSettings(Probe.class.getClassLoader(), Set.of(Probe.class.getPackageName()),
                directory.resolve("work"), Optional.empty(), Optional.empty(), Limits.DEFAULT, Arena.Limits.DEFAULT,
                Optional.empty(), Optional.empty(), SOON, SOON, SOON, List.of(), Optional.empty(), false,
                Optional.of((sequence, step) -> atStep.accept(sequence + " " + step))));
    }

    @AfterEach
    void close() {
        assertThat(lifecycle.close(SOON)).isEmpty();
        Probe.reset();
    }

    private PluginInfo load(PluginJar plugin, String file) {
        return lifecycle.load(plugin.write(directory.resolve(file)), Map.of(), Optional.empty(), Optional.empty(),
                Duration.ZERO);
    }

    private PluginInfo loadEcho() {
        return load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class), "echo.jar");
    }

    private Entry entry(String id) {
        return lifecycle.registry().entry(id).orElseThrow();
    }

    private static Unloading how(String name) {
        return new Unloading(Duration.ZERO, name.equals("drain") ? SOON : Duration.ZERO, name.equals("force"));
    }

    private void assertNothingLeft() {
        assertThat(lifecycle.audit()).isEqualTo(new Lifecycle.Audit(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "drain", "force"})
    void unload_thatFindsNoMemoryForWhatReadersWillSee_changesNothing(String how) {
        loadEcho();
        Echo echo = lifecycle.services().service(Echo.class, null);
        entry("echo").taints = Scarce.atLook();

        PluginException failure = catchThrowableOfType(PluginException.class, () -> lifecycle.unload("echo", how(how)));

        assertThat(failure.reason()).isEqualTo(Reason.INTERNAL_ERROR);
        assertThat(failure).hasMessageContainingAll("echo 1.0.0", "release", "and was undone", "injected at a look");
        assertThat(lifecycle.plugins()).extracting(PluginInfo::state).containsExactly(PluginState.LIVE);
        assertThat(echo.say("x")).isEqualTo("echo:x");
        assertThat(lifecycle.unload("echo", how(how)).complete()).isTrue();
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "drain", "force"})
    void unload_thatFailsWhenItHasTurnedUsersAway_saysSo_andAnotherGoesOn(String how) {
        loadEcho();
        Entry entry = entry("echo");
        entry.taints = Scarce.atCopy();

        PluginException failure = catchThrowableOfType(PluginException.class, () -> lifecycle.unload("echo", how(how)));

        assertThat(failure.reason()).isEqualTo(Reason.INTERNAL_ERROR);
        assertThat(failure).hasMessageContainingAll("echo 1.0.0", "release", "stays until it is unloaded again",
                "injected at a copy").hasMessageNotContaining("undone");
        assertThat(lifecycle.plugins()).extracting(PluginInfo::state).containsExactly(PluginState.GOING);
        assertThat(lifecycle.symbols()).isEmpty();
        assertThat(catchThrowableOfType(PluginException.class, this::loadEcho))
                .hasMessageContaining("an unload that failed left " + entry + " going")
                .hasMessageContaining("unload it");
        assertThat(lifecycle.diagnose("echo")).singleElement().asString().contains("an unload of it failed");

        assertThat(lifecycle.unload("echo", how(how)).complete()).isTrue();
        assertNothingLeft();
        assertThat(loadEcho().state()).isEqualTo(PluginState.LIVE);
    }

    @Test
    void close_afterAnUnloadThatFailedSo_goesOnFromThere() {
        loadEcho();
        entry("echo").taints = Scarce.atCopy();
        catchThrowableOfType(PluginException.class, () -> lifecycle.unload("echo", Unloading.PLAIN));

        assertThat(lifecycle.close(SOON)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void load_thatCannotEvenBeMarkedAsFailing_isUndone() {
        atStep = step -> {
            if (step.equals("load start")) {
                entry("echo").taints = Scarce.atLook();
                throw new OutOfMemoryError("injected at start");
            }
        };

        PluginException failure = catchThrowableOfType(PluginException.class, this::loadEcho);

        assertThat(failure).hasMessageContaining("injected at start");
        assertThat(failure.getSuppressed()).singleElement().satisfies(half ->
                assertThat(half).hasMessage("injected at a look"));
        assertNothingLeft();
        atStep = step -> { };
        assertThat(loadEcho().state()).isEqualTo(PluginState.LIVE);
    }

    /** In a read section, where nobody can wait for the end of all, the class loader cannot be closed. */
    @Test
    void unload_whoseClassLoaderCannotBeClosed_givesBackAllElse() {
        load(PluginJar.plugin("base", "1.0.0"), "base.jar");
        load(PluginJar.plugin("user", "1.0.0").requires("base"), "user.jar");
        int ticket = lifecycle.rcu().enter();
        Lifecycle.Unloaded unloaded;
        try {
            unloaded = lifecycle.unload("user", Unloading.PLAIN);
        } finally {
            lifecycle.rcu().leave(ticket);
        }

        assertThat(unloaded.problems()).singleElement().asString().contains("dismantl", "grace period");
        assertThat(lifecycle.audit().plugins()).as("shares of the arena").isOne();
        assertThat(lifecycle.unload("base", Unloading.PLAIN).complete()).isTrue();
        assertNothingLeft();
    }
}
