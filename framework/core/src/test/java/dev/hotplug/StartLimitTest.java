package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start that fails under a limit, on a thread of the plugin, does to the thread that loads: nothing. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartLimitTest {

    private static final Duration NEVER = Duration.ofMinutes(10);

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void open() {
        host = PluginHost.builder().workDirectory(directory.resolve("work")).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private PluginException failure(Duration limit, String thrown, String type) {
        Path jar = PluginJar.plugin("failing", "1.0.0").entry("acme.Failing").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Failing implements Plugin {
                    @Override public void start(PluginContext context) throws Exception { throw %s; }
                }
                """.formatted(thrown)).source("package acme; " + type).write(directory.resolve("failing.jar"));
        PluginException failure = catchThrowableOfType(PluginException.class,
                () -> host.load(jar, LoadOptions.defaults().startLimit(limit)));
        assertThat(host.lifecycle().audit()).as("what is left").isEqualTo(emptyAudit());
        return failure;
    }

    private Object emptyAudit() {
        try (PluginHost empty = PluginHost.builder().workDirectory(directory.resolve("empty")).build()) {
            return empty.lifecycle().audit();
        }
    }

    @Test
    void start_throwingAnInterruptOfItsOwnThread_doesNotInterruptTheOneThatLoads() {
        PluginException failure = failure(NEVER, "new InterruptedException()", "class Unused { }");

        assertThat(Thread.interrupted()).isFalse();
        assertThat(failure.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(failure).hasMessageContaining("java.lang.InterruptedException");
        host.load(PluginJar.plugin("other", "1.0.0").write(directory.resolve("other.jar")));
    }

    @Test
    void start_throwingWhatCausesItself_fails() {
        PluginException failure = failure(NEVER, "new Circular()", """
                final class Circular extends java.lang.reflect.InvocationTargetException {
                    Circular() { super(null, "round"); }
                    @Override public Throwable getCause() { return this; }
                }
                """);

        assertThat(failure.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(failure).hasMessageContaining("acme.Circular: round");
    }

    @Test
    void start_throwingWhatNeverSaysWhy_isTimedOut() {
        PluginException failure = failure(Duration.ofMillis(100), "new Silent()", """
                final class Silent extends RuntimeException {
                    @Override public String getMessage() {
                        try {
                            new java.util.concurrent.CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            return "interrupted";
                        }
                        return "never";
                    }
                }
                """);

        assertThat(failure.reason()).isEqualTo(Reason.START_TIMEOUT);
    }

    @Test
    void load_interruptedWhileAStartThatIgnoresItRuns_saysWhereToSeeThatItRuns() throws Exception {
        Probe.reset();
        Probe.of("stubborn").on("start", context -> {
            Probe.of("stubborn").open("inside");
            Probe.of("stubborn").passStubbornly("release");
        });
        try (PluginHost sharing = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("sharing"))
                .threadLimit(Duration.ofMillis(1)).build()) {
            Path jar = PluginJar.plugin("stubborn", "1.0.0").behaviour(Scripted.class)
                    .write(directory.resolve("stubborn.jar"));
            FutureTask<PluginException> load = new FutureTask<>(() -> catchThrowableOfType(PluginException.class,
                    () -> sharing.load(jar, LoadOptions.defaults().startLimit(NEVER))));
            Thread loading = new Thread(load);
            loading.start();
            Probe.of("stubborn").pass("inside");
            loading.interrupt();

            assertThat(load.get().reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(load.get()).hasMessage("stubborn 1.0.0: interrupted while it was starting, and its own thread as"
                    + " well; as long as that runs all the same, the plugin is kept in quarantine as #1, and a diagnosis"
                    + " of stubborn says where it is");
            assertThat(sharing.plugins()).singleElement().satisfies(row ->
                    assertThat(row.taints()).contains(Taint.QUARANTINED));
            assertThat(sharing.diagnose("stubborn")).anySatisfy(sentence -> assertThat(sentence)
                    .startsWith("stubborn 1.0.0 #1 is in quarantine").contains("\"stubborn-start\""));
            Probe.of("stubborn").open("release");
        }
    }
}
