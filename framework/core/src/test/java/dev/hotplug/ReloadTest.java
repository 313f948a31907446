package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.plugins.Settings;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    @TempDir
    private Path directory;
    private PluginHost host;

    /** A plugin, one that requires it, one that requires that one, and a stranger. */
    @BeforeEach
    void load() throws IOException {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work")).build();
        host.load(jar("base", "1.0.0", Echoing.class));
        host.load(jar("middle", "1.0.0", Settings.class, "base"), LoadOptions.defaults().parameter("word", "kept"));
        host.load(jar("top", "1.0.0", Scripted.class, "middle"));
        host.load(jar("stranger", "1.0.0", Scripted.class));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
        Probe.reset();
        try (Stream<Path> left = Files.list(directory.resolve("work"))) {
            assertThat(left).isEmpty();
        }
    }

    private Path jar(String id, String version, Class<?> behaviour, String... requires) {
        return PluginJar.plugin(id, version).behaviour(behaviour).requires(requires)
                .write(directory.resolve(id + "-" + version + ".jar"));
    }

    private List<String> table() {
        return host.plugins().stream().map(plugin -> plugin.id() + " " + plugin.version()).toList();
    }

    private List<Long> loads() {
        return host.plugins().stream().map(PluginInfo::loadNumber).toList();
    }

    @Test
    void reload_newVersion_putsDependentsBackFromWhatTheyWere() throws IOException {
        Echo service = host.service(Echo.class);
        Path next = jar("base", "2.0.0", Echoing.class);
        Files.delete(directory.resolve("middle-1.0.0.jar"));
        Files.writeString(directory.resolve("top-1.0.0.jar"), "overwritten");

        ReloadReport report = host.reload("base", next, UnloadOptions.defaults());

        assertThat(report.failure()).isEmpty();
        assertThat(report.plugin().version()).isEqualTo("2.0.0");
        assertThat(report.dependents()).extracting(outcome -> outcome.plugin().orElseThrow().id())
                .containsExactly("middle", "top");
        assertThat(table()).containsExactly("stranger 1.0.0", "base 2.0.0", "middle 1.0.0", "top 1.0.0");
        assertThat(Probe.of("middle").events()).containsExactly("3 kept 0", "3 kept 0");
        assertThat(host.describe("top").file()).isEqualTo(directory.resolve("top-1.0.0.jar"));
        assertThat(service.say("x")).isEqualTo("base:x");
    }

    @Test
    void reload_sameFile_isAnotherLoad() {
        long before = host.plugin("top").orElseThrow().loadNumber();
        assertThat(host.reload("top").plugin().loadNumber()).isGreaterThan(before);
        assertThat(table()).containsExactly("base 1.0.0", "middle 1.0.0", "stranger 1.0.0", "top 1.0.0");
    }

    @Test
    void reload_newOneFails_putsTheOldOneBack() {
        Path bad = PluginJar.plugin("base", "3.0.0").source("""
                package acme;
                public class Bad implements dev.hotplug.api.Plugin {
                    @Override public void start(dev.hotplug.api.PluginContext context) {
                        throw new IllegalStateException("not today");
                    }
                }
                """).entry("acme.Bad").write(directory.resolve("bad.jar"));

        ReloadReport report = host.reload("base", bad, UnloadOptions.defaults());

        assertThat(report.failure()).map(PluginException::reason).contains(Reason.START_FAILED);
        assertThat(report.plugin().version()).isEqualTo("1.0.0");
        assertThat(table()).containsExactly("stranger 1.0.0", "base 1.0.0", "middle 1.0.0", "top 1.0.0");
    }

    @Test
    void reload_dependentRefusesTheNewOne_namesIt() {
        Path strict = PluginJar.plugin("strict", "1.0.0").behaviour(Scripted.class).requires("base@[1,2)")
                .write(directory.resolve("strict.jar"));
        host.load(strict);

        ReloadReport report = host.reload("base", jar("base", "2.0.0", Echoing.class), UnloadOptions.defaults());

        assertThat(report.dependents()).filteredOn(outcome -> outcome.failure().isPresent()).singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.file()).isEqualTo(strict);
                    assertThat(outcome.failure()).map(PluginException::reason).contains(Reason.VERSION_MISMATCH);
                });
        assertThat(table()).containsExactly("stranger 1.0.0", "base 2.0.0", "middle 1.0.0", "top 1.0.0");
    }

    /** A thread that is interrupted could not put anything back. */
    @Test
    void reload_interruptedOnItsWay_putsEverythingBackAndStaysInterrupted() {
        Probe.of("stranger").on("stop", context -> Thread.currentThread().interrupt());
        Probe.of("top").on("stop", context -> Thread.currentThread().interrupt());

        assertThat(host.reload("stranger").failure()).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
        ReloadReport report = host.reload("base");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(report.failure()).isEmpty();
        assertThat(report.dependents()).allSatisfy(outcome -> assertThat(outcome.plugin()).isPresent());
        assertThat(table()).containsExactlyInAnyOrder("base 1.0.0", "middle 1.0.0", "stranger 1.0.0", "top 1.0.0");
    }

    @Test
    void reload_fileReplacedMeanwhile_loadsWhatWasLookedAt() throws IOException {
        Path next = jar("base", "2.0.0", Echoing.class);
        byte[] other = Files.readAllBytes(directory.resolve("stranger-1.0.0.jar"));
        Probe.of("top").on("stop", context -> Files.write(next, other));

        assertThat(host.reload("base", next, UnloadOptions.defaults()).plugin().version()).isEqualTo("2.0.0");
        assertThat(table()).contains("base 2.0.0", "middle 1.0.0", "top 1.0.0");
    }

    @Test
    void reload_drainThatEndsTooLate_saysWhatItCouldNotPutBack() throws InterruptedException {
        Probe.of("middling").on("call", context -> {
            Probe.of(context).open("inside");
            Probe.of(context).pass("go on");
        });
        host.load(jar("middling", "1.0.0", Scripted.class, "base"));
        host.load(jar("upper", "1.0.0", Scripted.class, "middling"));
        Thread caller = new Thread(() -> host.service(Echo.class, "middling").say("x"));
        caller.start();
        Probe.of("middling").pass("inside");

        assertThatThrownBy(() -> host.reload("middling", directory.resolve("middling-1.0.0.jar"),
                UnloadOptions.defaults().draining(Duration.ofMillis(1))))
                .isInstanceOfSatisfying(PluginException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.DRAIN_TIMEOUT);
                    assertThat(refused).hasMessageContaining("not back: upper");
                    assertThat(refused.getSuppressed()).hasSize(1);
                });

        Probe.of("middling").open("go on");
        caller.join();
        host.unload("middling");
        host.load(directory.resolve("middling-1.0.0.jar"));
        host.load(directory.resolve("upper-1.0.0.jar"));
    }

    @Test
    void reload_whatIsHeld_isRefusedAndNothingHasChanged() {
        List<Long> before = loads();
        try (SymbolRef<Echo> held = host.acquire(Echo.class)) {
            assertThatThrownBy(() -> host.reload("base")).isInstanceOfSatisfying(PluginException.class,
                    refused -> assertThat(refused.reason()).isEqualTo(Reason.IN_USE));
            assertThat(host.unloadAll(List.of("base"), UnloadGroup.WITH_DEPENDENTS, UnloadOptions.defaults()))
                    .singleElement().satisfies(outcome -> assertThat(outcome.refusal()).map(PluginException::reason)
                            .contains(Reason.IN_USE));
            assertThat(held.get().say("x")).isEqualTo("base:x");
        }
        assertThat(loads()).isEqualTo(before);
    }

    @Test
    void reload_otherPluginsFile_changesNothing() {
        List<Long> before = loads();
        assertThatThrownBy(() -> host.reload("base", directory.resolve("top-1.0.0.jar"), UnloadOptions.defaults()))
                .hasMessageContaining("expected a version of base, found top 1.0.0");
        assertThatThrownBy(() -> host.reload("nobody")).hasMessageContaining("nobody: not loaded");
        assertThatThrownBy(() -> host.reload("base", directory.resolve("none.jar"), UnloadOptions.defaults()))
                .isInstanceOf(PluginException.class);
        assertThat(loads()).isEqualTo(before);
    }

    @Test
    void setParameter_writable_isSeenByThePlugin() {
        host.parameters("middle").set("word", "new");
        assertThat(host.parameters("middle").values()).containsEntry("word", "new").containsEntry("count", "3")
                .doesNotContainKey("even");
        assertThat(host.reload("middle").failure()).isEmpty();
        assertThat(Probe.of("middle").events()).last().isEqualTo("3 new 0");
    }

    @Test
    void reload_afterAParameterWasSetWhileItBegan_keepsThat() {
        host.close();
        Probe.reset();
        boolean[] set = new boolean[1];
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work"))
                .probe((sequence, step) -> {
                    if (step.equals("claim") && !set[0]) {
                        set[0] = true;
                        host.parameters("middle").set("word", "late");
                    }
                }).build();
        host.load(jar("base", "1.0.0", Echoing.class));
        host.load(jar("middle", "1.0.0", Settings.class, "base"));
        host.load(jar("top", "1.0.0", Scripted.class, "middle"));

        host.reload("base");

        assertThat(set).containsExactly(true);
        assertThat(host.parameters("middle").values()).containsEntry("word", "late");
    }

    @Test
    void setParameter_whatCannotBeSet_isRefused() {
        assertThatThrownBy(() -> host.parameters("middle").set("count", "4")).isInstanceOf(PluginException.class)
                .hasMessageContaining("middle 1.0.0: parameter count").hasMessageContaining("not writable");
        assertThatThrownBy(() -> host.parameters("middle").set("colour", "red")).isInstanceOf(PluginException.class)
                .hasMessageContaining("one of [count, even, word]");
        assertThatThrownBy(() -> host.parameters("top").set("colour", "red")).hasMessageContaining("no parameters");
        assertThatThrownBy(() -> host.parameters("nobody").set("a", "b")).hasMessageContaining("nobody: not loaded");
    }

    @Test
    void unloadAll_alone_refusesWhatIsRequired() {
        List<UnloadOutcome> outcomes = host.unloadAll(List.of("base", "stranger", "nobody"), UnloadGroup.ALONE,
                UnloadOptions.defaults());
        assertThat(outcomes).extracting(outcome -> outcome.id() + " "
                + outcome.refusal().map(PluginException::reason).map(Enum::name).orElse("unloaded"))
                .containsExactly("nobody NOT_FOUND", "stranger unloaded", "base IN_USE");
    }

    @Test
    void statistics_countRefusalsOfWhatIsNotThere_butNoEventTellsOfThem() {
        int before = host.events(0).size();
        assertThatThrownBy(() -> host.unload("nobody")).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> host.reload("nobody")).isInstanceOf(PluginException.class);
        host.unloadAll(List.of("nobody"), UnloadGroup.WITH_DEPENDENTS, UnloadOptions.defaults());

        assertThat(host.statistics().refusals()).containsOnly(Map.entry(Reason.NOT_FOUND, 3L));
        assertThat(host.events(0)).hasSize(before);
        assertThat(host.diagnose("nobody")).singleElement().asString().contains("nothing of that id was loaded");
    }

    @Test
    void unloadAll_withDependents_latestFirst() {
        assertThat(host.unloadAll(List.of("base"), UnloadGroup.WITH_DEPENDENTS, UnloadOptions.defaults()))
                .extracting(UnloadOutcome::id).containsExactly("top", "middle", "base");
        assertThat(table()).containsExactly("stranger 1.0.0");
    }

    @Test
    void unloadAll_withUnusedDependencies_leavesWhatIsUsed() {
        try (SymbolRef<Echo> held = host.acquire(Echo.class)) {
            assertThat(host.unloadAll(List.of("top"), UnloadGroup.WITH_UNUSED_DEPENDENCIES, UnloadOptions.defaults()))
                    .extracting(UnloadOutcome::id).containsExactly("top", "middle");
            assertThat(held.get().say("x")).isEqualTo("base:x");
        }
        assertThat(table()).containsExactly("base 1.0.0", "stranger 1.0.0");
    }
}
