package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.plugins.Settings;
import dev.hotplug.it.fixtures.plugins.Stops;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import dev.hotplug.lifecycle.Lifecycle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fault at any step of a load or an unload leaves no trace. The steps come from the sequences themselves, so a new
 * step is tested as soon as it exists.
 */
class FaultInjectionTest {

    /** Everything of a host, and of the process, that a failed load or a finished unload must leave as it was. */
    private record State(Lifecycle.Audit audit, List<String> plugins, List<SymbolInfo> symbols, List<Path> files,
                         List<String> openFiles, Set<String> threads) {
    }

    @TempDir
    private Path directory;
    private final List<String> heard = new ArrayList<>();
    private String faultySequence = "";
    private String faultyStep = "";
    private Error fault;
    private Path base;
    private Path subject;

    @BeforeEach
    void plugins() {
        Probe.reset();
        base = PluginJar.plugin("base", "1.0.0").write(directory.resolve("base.jar"));
        subject = PluginJar.plugin("subject", "1.0.0").requires("base").behaviour(Scripted.class)
                .write(directory.resolve("subject.jar"));
        Probe.of("subject").on("close", context -> Probe.of(context).note("closed"))
                .on("executor", context -> Probe.of(context).note("executor"))
                .on("call", context -> { });
    }

    @AfterEach
    void forget() {
        Probe.reset();
    }

    @TestFactory
    Stream<DynamicTest> aFaultAtAStepOfLoad_leavesNoTrace() {
        return steps("load").map(step -> DynamicTest.dynamicTest(step, () -> failingLoad(step)));
    }

    @TestFactory
    Stream<DynamicTest> aFaultAtAStepOfUnload_isRefusedOrReported_andLeavesNoTrace() {
        return steps("unload").map(step -> DynamicTest.dynamicTest(step, () -> failingUnload(step)));
    }

    @Test
    void theListsOfSteps_areThoseOfTheDesign() {
        assertThat(steps("load")).containsExactly("read image", "merge", "describe", "register", "grant", "link",
                "stage image", "make class loader", "form", "announce", "construct", "start", "publish");
        assertThat(steps("unload")).containsExactly("claim", "release", "stop", "close resources", "announce", "unlink",
                "dismantle", "free id");
    }

    private void failingLoad(String step) throws Exception {
        try (PluginHost host = host()) {
            host.load(base);
            loadAndUnloadOnce(host);
            State before = state(host);
            heard.clear();
            arm("load", step);

            assertThatThrownBy(() -> host.load(subject)).isInstanceOfSatisfying(PluginException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.INTERNAL_ERROR);
                assertThat(e.detail(PluginException.Step.class)).contains(new PluginException.Step(step));
                assertThat(e).hasMessageContaining("at step \"" + step + "\"").hasRootCause(fault);
                assertThat(e.getSuppressed()).isEmpty();
            });

            assertSame(host, before);
            assertThat(heard.stream().filter(event -> event.startsWith("coming subject")).count())
                    .isEqualTo(heard.stream().filter(event -> event.startsWith("going subject")).count());
            disarm();
            assertThat(host.load(subject).id()).isEqualTo("subject");
        }
    }

    private void failingUnload(String step) throws Exception {
        try (PluginHost host = host()) {
            host.load(base);
            loadAndUnloadOnce(host);
            State empty = state(host);
            host.load(subject);
            State loaded = state(host);
            arm("unload", step);

            boolean refused = step.equals("claim") || step.equals("release");
            if (refused) {
                assertThatThrownBy(() -> host.unload("subject")).isInstanceOfSatisfying(PluginException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.INTERNAL_ERROR);
                    assertThat(e).hasMessageContaining(step).hasRootCause(fault);
                });
                assertSame(host, loaded);
                assertThat(host.service(Echo.class).say("still here")).isEqualTo("subject:still here");
                disarm();
                host.unload("subject");
            } else {
                UnloadReport report = host.unload("subject");
                assertThat(report.complete()).isTrue();
                assertThat(report.problems()).singleElement().asString().contains(step).contains(fault.getMessage());
                disarm();
            }
            assertSame(host, empty);
            assertThat(Probe.of("subject").events()).contains("closed");
            assertThat(host.load(subject).id()).isEqualTo("subject");
        }
    }

    @Test
    void aListenerThatVetoes_leavesNoTrace_andThoseToldHearGoingOnceInReverse() throws Exception {
        Veto veto = new Veto();
        try (PluginHost host = builder().listener(new Hearing("1")).listener(new Hearing("2")).listener(veto)
                .listener(new Hearing("4")).build()) {
            host.load(base);
            State before = state(host);
            heard.clear();
            veto.on = true;

            assertThatThrownBy(() -> host.load(subject)).isInstanceOfSatisfying(PluginException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.VETOED);
                assertThat(e).hasMessageContaining("not today").hasMessageContaining(Veto.class.getName());
            });

            assertSame(host, before);
            assertThat(heard).containsExactly("coming subject COMING 1", "coming subject COMING 2",
                    "going subject GOING 2", "going subject GOING 1");
        }
    }

    @Test
    void listenersThatThrowFromLiveAndGoing_stopNobody() throws Exception {
        PluginListener throwing = new PluginListener() {
            @Override
            public void live(PluginInfo plugin) {
                throw new LinkageError("live");
            }

            @Override
            public void going(PluginInfo plugin) {
                throw new IllegalStateException("going");
            }
        };
        try (PluginHost host = builder().listener(throwing).listener(new Hearing("after")).build()) {
            host.load(base);
            host.load(subject);
            assertThat(host.unload("subject").complete()).isTrue();
            assertThat(heard).contains("live subject LIVE after", "going subject GOING after");
        }
    }

    @Test
    void aParameterThatIsRefused_leavesNoTrace() throws Exception {
        Path settings = PluginJar.plugin("settings", "1.0.0").behaviour(Settings.class)
                .write(directory.resolve("settings.jar"));
        try (PluginHost host = host()) {
            host.load(base);
            host.load(settings);
            host.unload("settings");
            State before = state(host);
            for (String[] wrong : new String[][] {{"even", "3", "odd"}, {"count", "many", "a number of type int"},
                    {"wrod", "x", "one of [count, even, word]"}}) {
                assertThatThrownBy(() -> host.load(settings, LoadOptions.defaults().parameter(wrong[0], wrong[1])))
                        .isInstanceOfSatisfying(PluginException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reason.INVALID_PARAMETER);
                            assertThat(e).hasMessageContaining(wrong[0]).hasMessageContaining(wrong[1])
                                    .hasMessageContaining(wrong[2]);
                            assertThat(e.detail(PluginException.Parameter.class)).map(
                                    PluginException.Parameter::value).contains(wrong[1]);
                        });
                assertSame(host, before);
            }
            host.load(settings, LoadOptions.defaults().parameter("even", "4").parameter("word", "x"));
            assertThat(Probe.of("settings").events()).contains("3 x 4");
        }
    }

    @Test
    void aStopAndAManagedCloseThatThrow_areReportedAndLeaveNoTrace() throws Exception {
        for (Class<?> behaviour : List.of(Stops.ThrowsException.class, Stops.ThrowsError.class,
                Stops.FailsToClose.class)) {
            Path jar = PluginJar.plugin("bad", "1.0.0").behaviour(behaviour)
                    .write(directory.resolve(behaviour.getSimpleName() + ".jar"));
            try (PluginHost host = host()) {
                host.load(base);
                loadAndUnloadOnce(host);
                State before = state(host);
                host.load(jar);
                UnloadReport report = host.unload("bad");
                assertThat(report.complete()).isTrue();
                assertThat(report.problems()).isNotEmpty();
                assertSame(host, before);
            }
        }
    }

    // ---- The rest is how -----------------------------------------------------------------------------------------

    private PluginHostBuilder builder() {
        return PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work"))
                .threadLimit(Duration.ofSeconds(20)).probe(this::probe);
    }

    private PluginHost host() {
        return builder().listener(new Hearing("host")).build();
    }

    private void probe(String sequence, String step) {
        if (sequence.equals(faultySequence) && step.equals(faultyStep)) {
            throw fault;
        }
    }

    private void arm(String sequence, String step) {
        faultySequence = sequence;
        faultyStep = step;
        fault = new Error("injected at " + step);
    }

    private void disarm() {
        faultySequence = "";
    }

    private Stream<String> steps(String sequence) {
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            return host.lifecycle().steps(sequence).stream();
        }
    }

    /** Lets classes of the framework and of the JDK be loaded before the state is taken. */
    private void loadAndUnloadOnce(PluginHost host) {
        host.load(subject);
        host.unload("subject");
        // A thread that has left its last statement may still be seen for a moment.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static Set<String> threads() {
        TreeSet<String> threads = new TreeSet<>(ProcessFacts.threads());
        threads.removeIf(name -> !name.startsWith("subject") && !name.startsWith("bad"));
        return threads;
    }

    private State state(PluginHost host) throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory.resolve("work"))) {
            files = walk.sorted().toList();
        }
        return new State(host.lifecycle().audit(), host.plugins().stream()
                .map(plugin -> plugin.id() + plugin.state() + plugin.references() + plugin.calls() + plugin.usedBy()
                        + plugin.taints()).toList(),
                host.symbols(), files, ProcessFacts.openFiles().stream()
                .filter(name -> name.startsWith(directory.toString())).sorted().toList(), threads());
    }

    private void assertSame(PluginHost host, State before) throws Exception {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(state(host)).isEqualTo(before));
    }

    private final class Hearing implements PluginListener {
        private final String name;

        Hearing(String name) {
            this.name = name;
        }

        @Override
        public void coming(PluginInfo plugin) {
            heard.add("coming " + plugin.id() + " " + plugin.state() + " " + name);
        }

        @Override
        public void live(PluginInfo plugin) {
            heard.add("live " + plugin.id() + " " + plugin.state() + " " + name);
        }

        @Override
        public void going(PluginInfo plugin) {
            heard.add("going " + plugin.id() + " " + plugin.state() + " " + name);
        }
    }

    private static final class Veto implements PluginListener {
        private boolean on;

        @Override
        public void coming(PluginInfo plugin) throws Exception {
            if (on) {
                throw new Exception("not today");
            }
        }
    }
}
