package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a plugin that only one in quarantine still uses: nobody can unload that one first. */
@Timeout(60)
class QuarantinedDependentTest {

    private static final UnloadOptions FORCED = UnloadOptions.defaults().forced();
    private static final String WHY = "required by user 1.0.0 #2, which is in quarantine: 1 reference to it is held;"
            + " it goes by itself when that has ended";

    @TempDir
    private Path directory;
    private PluginHost host;
    private Path user;
    private SymbolRef<Echo> held;

    @BeforeEach
    void forceOutWhatIsHeld() {
        Probe.reset();
        open(false);
    }

    private void open(boolean tracking) {
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader()).trackHolders(tracking)
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work-" + tracking)).build();
        host.load(jar("base", Scripted.class));
        user = jar("user", Echoing.class, "base");
        host.load(user);
        held = host.acquire(Echo.class);
        assertThat(host.unload("user", FORCED).complete()).isFalse();
    }

    @AfterEach
    void close() {
        held.close();
        host.close();
        Probe.reset();
    }

    private Path jar(String id, Class<?> behaviour, String... requires) {
        return PluginJar.plugin(id, "1.0.0").behaviour(behaviour).requires(requires)
                .write(directory.resolve(id + ".jar"));
    }

    private PluginException refusal(UnloadOptions options) {
        return catchThrowableOfType(PluginException.class, () -> host.unload("base", options));
    }

    @Test
    void unload_whatOneInQuarantineUses_saysSo_andGoesWhenThatIsGivenBack() {
        for (UnloadOptions options : List.of(UnloadOptions.defaults(), FORCED)) {
            PluginException refusal = refusal(options);
            assertThat(refusal).hasMessage("base 1.0.0: cannot unload: " + WHY);
            assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
            assertThat(refusal.detail(PluginException.Dependents.class))
                    .contains(new PluginException.Dependents(List.of("user")));
        }

        held.close();
        assertThat(host.unload("base", UnloadOptions.defaults().waiting(Duration.ofMinutes(1))).complete()).isTrue();
    }

    @Test
    void unload_onAHostThatTracksHolders_namesWhoHoldsTheOneInQuarantine() {
        close();
        open(true);

        assertThat(refusal(UnloadOptions.defaults())).hasMessageContaining("1 reference to it is held (\""
                + Thread.currentThread().getName() + "\" at ").hasMessageContaining("QuarantinedDependentTest.java:");
    }

    @Test
    void unload_whatAnotherUsesAsWell_saysWhichOneCanBeUnloaded() {
        host.load(user);

        assertThat(refusal(UnloadOptions.defaults())).hasMessage(
                "base 1.0.0: cannot unload: required by user; unload that one first; also " + WHY);
        assertThat(host.diagnose("base")).contains(
                "cannot be unloaded now: required by user; unload that one first, or all together",
                "cannot be unloaded now: " + WHY);
    }

    @Test
    void unload_theOneInQuarantine_saysThatItIsThere() {
        assertThat(catchThrowableOfType(PluginException.class, () -> host.unload("user")))
                .hasMessageStartingWith("user: not loaded; user 1.0.0 #2 was unloaded at ")
                .hasMessageContaining(", and is in quarantine until nothing of it is in use; its file was ");
    }

    @Test
    void unloadAll_withDependents_isRefusedByTheOneInQuarantine_andTakesNobody() {
        host.load(user);

        for (UnloadOptions options : List.of(UnloadOptions.defaults(), FORCED)) {
            assertThat(host.unloadAll(List.of("base"), UnloadGroup.WITH_DEPENDENTS, options)).singleElement()
                    .satisfies(outcome -> assertThat(outcome.refusal().orElseThrow())
                            .hasMessage("base 1.0.0: cannot unload: " + WHY));
        }
        assertThat(host.plugins()).extracting(PluginInfo::loadNumber).containsExactly(1L, 2L, 3L);
    }

    @Test
    void reload_isRefusedByTheOneInQuarantine_andGoesWhenThatIsGivenBack() {
        assertThat(catchThrowableOfType(PluginException.class, () -> host.reload("base")))
                .hasMessage("base 1.0.0: cannot unload: " + WHY);
        assertThat(host.plugin("base").orElseThrow().loadNumber()).isEqualTo(1);

        held.close();
        assertThat(host.reload("base", directory.resolve("base.jar"),
                UnloadOptions.defaults().waiting(Duration.ofMinutes(1))).plugin().loadNumber()).isEqualTo(3);
    }
}
