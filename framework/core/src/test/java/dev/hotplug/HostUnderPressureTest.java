package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import dev.hotplug.it.fixtures.probe.Script;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger broke when he first met the host, one test for each. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostUnderPressureTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @BeforeEach
    @AfterEach
    void forget() {
        Probe.reset();
    }

    private PluginHostBuilder builder() {
        return PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work"));
    }

    private Path jar(String id, Class<?> behaviour) {
        return PluginJar.plugin(id, "1.0.0").behaviour(behaviour).write(directory.resolve(id + ".jar"));
    }

    @Test
    void unload_whileTheExecutorMakesThreadsAllTheTime_leavesNothingBehind() {
        Path busy = jar("busy", Scripted.class);
        Probe.of("busy").on("start", context -> multiply(context.executor()));
        // What they die of is logged, which takes its time where many do.
        try (PluginHost host = builder().threadLimit(Duration.ofMinutes(1)).build()) {
            for (int round = 0; round < 200; round++) {
                host.load(busy);
                UnloadReport report = host.unload("busy");
                assertThat(report.complete()).as("round " + round + ": " + report.problems()).isTrue();
            }
            assertThat(host.lifecycle().audit().threads()).isZero();
        }
    }

    /** Each task ends its thread, so that the pool replaces it. */
    private static void multiply(ExecutorService executor) {
        for (int i = 0; i < 4; i++) {
            executor.execute(() -> {
                try {
                    multiply(executor);
                } catch (RejectedExecutionException over) {
                    return;
                }
                throw new ThreadEnds();
            });
        }
    }

    private static final class ThreadEnds extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aLoadThatOutlastsClose_isNamedByCloseAndUndoneWhenItsStartReturns() throws Exception {
        Path slow = jar("slow", Scripted.class);
        Probe.of("slow").on("start", context -> {
            Probe.of(context).open("starting");
            Probe.of(context).pass("go on");
        });
        PluginHost host = builder().build();
        CompletableFuture<PluginHandle> loading = CompletableFuture.supplyAsync(() -> host.load(slow));
        Probe.of("slow").pass("starting");

        assertThat(host.shutdown(Duration.ofMillis(20))).singleElement().asString().contains("slow 1.0.0", "COMING");
        Probe.of("slow").open("go on");

        assertThat(loading.handle((handle, thrown) -> thrown.getCause()).get())
                .isInstanceOfSatisfying(PluginException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.HOST_CLOSED));
        await().atMost(SOON).untilAsserted(() ->
                assertThat(ProcessFacts.filesUnder(directory.resolve("work"))).isEmpty());
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void stopAndClose_doNotDependOnTheThreadsThatOthersHaveTaken() throws Exception {
        Path hog = jar("hog", Scripted.class);
        Probe.of("hog").on("start", context -> context.executor().execute(() ->
                Probe.of(context).passStubbornly("release")));
        try (PluginHost host = builder().stopLimit(SOON).limits(HostLimits.defaults().withThreads(1, 1)).build()) {
            host.load(hog);
            host.load(jar("echo", Echoing.class));

            UnloadReport report = host.unload("echo");

            assertThat(report.problems()).isEmpty();
            assertThat(Probe.of("echo").events()).containsExactly("stop", "closed");
            Probe.of("hog").open("release");
        }
    }

    @Test
    void aClosedReferenceThatIsKept_doesNotKeepThePlugin() {
        try (PluginHost host = builder().build()) {
            host.load(jar("echo", Echoing.class));
            SymbolRef<Echo> kept = host.acquire(Echo.class);
            WeakReference<ClassLoader> loader = new WeakReference<>(kept.get().getClass().getClassLoader());
            kept.close();
            host.unload("echo");

            await().atMost(SOON).untilAsserted(() -> {
                System.gc();
                assertThat(loader.get()).isNull();
            });
            assertThatThrownBy(kept::get).isInstanceOf(IllegalStateException.class).hasMessageContaining("echo 1.0.0");
            assertThat(kept.pluginId()).isEqualTo("echo");
        }
    }

    /** Whoever loads it tells the first one's listener, and must not remember that he did. */
    @Test
    void aPluginThatIsLoadedLater_doesNotKeepTheListenersOfAnother() {
        try (PluginHost host = builder().build()) {
            host.load(jar("listening", Scripted.class));
            host.load(jar("later", Scripted.class));
            host.unload("listening");

            await().atMost(SOON).untilAsserted(() -> {
                System.gc();
                assertThat(Probe.of("listening").watched()).singleElement()
                        .satisfies(loader -> assertThat(loader.get()).isNull());
            });
            assertThat(host.plugin("later")).isPresent();
        }
    }

    @Test
    void aPluginWhoseCloseHangsInQuarantine_holdsUpNoOther() {
        Probe.of("hanging").on("call", context -> { }).on("close", context -> Probe.of(context).passStubbornly("let go"));
        Probe.of("other").on("call", context -> { }).on("close", context -> Probe.of(context).note("closed"));
        try (PluginHost host = builder().build()) {
            host.load(jar("hanging", Scripted.class));
            host.load(jar("other", Scripted.class));
            SymbolRef<Echo> hanging = host.acquire(Echo.class, "hanging");
            SymbolRef<Echo> other = host.acquire(Echo.class, "other");
            host.unload("hanging", UnloadOptions.defaults().forced());
            host.unload("other", UnloadOptions.defaults().forced());
            hanging.close();
            other.close();

            await().atMost(SOON).untilAsserted(() -> assertThat(host.plugins()).singleElement()
                    .satisfies(left -> assertThat(left.id()).isEqualTo("hanging")));
            assertThat(Probe.of("other").events()).contains("closed");
            Probe.of("hanging").open("let go");
        }
    }

    @Test
    void aBatchInsideAStart_thatNeedsThePluginItself_isACycleAtOnce() {
        Path outer = jar("outer", Scripted.class);
        Path inner = PluginJar.plugin("inner", "1.0.0").requires("outer").write(directory.resolve("inner.jar"));
        try (PluginHost host = builder().waitLimit(Duration.ofHours(1)).build()) {
            Probe.of("outer").on("start", context -> {
                PluginException failure = host.loadAll(List.of(inner)).get(0).failure().orElseThrow();
                Probe.of(context).note(failure.reason().name());
            });
            host.load(outer);
            assertThat(Probe.of("outer").events()).contains("DEPENDENCY_CYCLE");
        }
    }

    @Test
    void aPluginThatPacksItsOwnCopyOfTheInterface_isNamedByTheCallThatFindsNobody() {
        Path packs = PluginJar.plugin("packs", "1.0.0").behaviour(Echoing.class).classes(Echo.class, Probe.class,
                Script.class).write(directory.resolve("packs.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            host.load(packs);

            assertThat(catchThrowableOfType(PluginUnavailableException.class,
                    () -> host.service(Echo.class).say("x"))).hasMessageContaining("packs 1.0.0")
                    .hasMessageContaining("share its package");
        }
    }
}
