package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who goes with a plugin, in which order, while others come up or are called. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupUnloadTest {

    @TempDir
    private Path directory;
    private PluginHost host;
    private Thread user;

    @BeforeEach
    void open() {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work")).build();
    }

    @AfterEach
    void close() {
        Probe.of("text").open("release");
        host.close();
        Probe.reset();
    }

    private Path jar(String id, Class<?> behaviour, String... requires) {
        return PluginJar.plugin(id, "1.0.0").behaviour(behaviour).requires(requires)
                .write(directory.resolve(id + ".jar"));
    }

    /** A user that has waited for the first of what it requires, and found the second, which was loaded meanwhile. */
    private void loadAUserBeforeWhatItRequires() throws InterruptedException {
        Path late = jar("late", Scripted.class);
        user = new Thread(() -> host.load(jar("user", Scripted.class, "slow", "late")));
        Probe.of("slow").on("start", context -> {
            user.start();
            while (host.lifecycle().audit().waiting() == 0) {
                Thread.onSpinWait();
            }
            context.host().load(late, Map.of());
        });
        host.load(jar("slow", Scripted.class));
        user.join();
        assertThat(host.plugins()).extracting(PluginInfo::id).as("by load number")
                .containsExactly("slow", "user", "late");
    }

    @Test
    void unloadAll_withAUserLoadedBeforeWhatItRequires_takesTheUserFirst() throws Exception {
        loadAUserBeforeWhatItRequires();

        assertThat(host.unloadAll(List.of("late"), UnloadGroup.WITH_DEPENDENTS, UnloadOptions.defaults()))
                .allSatisfy(outcome -> assertThat(outcome.refusal()).isEmpty())
                .extracting(UnloadOutcome::id).containsExactly("user", "late");
    }

    @Test
    void reload_withAUserLoadedBeforeWhatItRequires_putsItBack() throws Exception {
        loadAUserBeforeWhatItRequires();

        assertThat(host.reload("late").dependents()).singleElement()
                .satisfies(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(host.plugin("user").orElseThrow().uses()).containsExactly("slow", "late");
    }

    @Test
    void unloadAll_withADependentThatIsComingUp_saysSo_andTakesNobody() {
        host.load(jar("base", Scripted.class));
        host.load(jar("other", Scripted.class, "base"));
        List<UnloadOutcome> outcomes = new ArrayList<>();
        Probe.of("coming").on("start", context -> {
            Thread unloading = new Thread(() -> outcomes.addAll(
                    host.unloadAll(List.of("base"), UnloadGroup.WITH_DEPENDENTS, UnloadOptions.defaults())));
            unloading.start();
            unloading.join();
        });

        host.load(jar("coming", Scripted.class, "base"));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.refusal()).map(PluginException::reason).contains(Reason.BUSY);
            assertThat(outcome.refusal().orElseThrow()).hasMessage(
                    "coming 1.0.0: cannot unload: it is COMING; try again later");
        });
        assertThat(host.plugins()).hasSize(3);
    }

    /** What nobody asked for would be stranded, and nobody told. */
    @Test
    void unloadAll_withUnusedDependenciesAndADrain_drainsNoneOfThese() throws Exception {
        host.load(jar("text", Echoing.class));
        host.load(jar("greeter", Scripted.class, "text"));
        Thread caller = new Thread(() -> host.service(Echo.class).hold());
        caller.start();
        Probe.of("text").pass("inside");

        List<UnloadOutcome> outcomes = host.unloadAll(List.of("greeter"), UnloadGroup.WITH_UNUSED_DEPENDENCIES,
                UnloadOptions.defaults().draining(Duration.ofMillis(1)));

        assertThat(outcomes).extracting(UnloadOutcome::id).containsExactly("greeter");
        assertThat(host.plugin("text")).map(PluginInfo::state).contains(PluginState.LIVE);
        assertThat(host.service(Echo.class).say("x")).isEqualTo("text:x");
        Probe.of("text").open("release");
        caller.join();
    }
}
