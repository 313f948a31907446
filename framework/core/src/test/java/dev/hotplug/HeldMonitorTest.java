package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin whose thread holds its own monitor, which {@link Thread#join(long)} would wait for without limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldMonitorTest {

    private static final String HOLDING = "hotplug-test-holding";
    /** Counts down a latch that is found among the system's properties; runs until another is open. */
    private static final String HOLDER = """
            package acme;
            import dev.hotplug.api.*;
            import java.util.concurrent.CountDownLatch;
            public final class Holder implements Plugin {
                @Override public void start(PluginContext context) throws Exception {
                    CountDownLatch[] latches = (CountDownLatch[]) System.getProperties().get("hotplug-test-holding");
                    if (context.id().equals("starter")) {
                        hold(latches);
                    }
                    Thread thread = new Thread("stray") {
                        @Override public void run() { hold(latches); }
                    };
                    thread.setDaemon(true);
                    thread.start();
                    latches[0].await();
                }
                private static void hold(CountDownLatch[] latches) {
                    synchronized (Thread.currentThread()) {
                        latches[0].countDown();
                        while (latches[1].getCount() > 0) {
                            try { latches[1].await(); } catch (InterruptedException deaf) { Thread.interrupted(); }
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path folder;
    private final CountDownLatch[] latches = {new CountDownLatch(1), new CountDownLatch(1)};
    private PluginHost host;

    @BeforeEach
    void open() {
        System.getProperties().put(HOLDING, latches);
        host = PluginHost.builder().workDirectory(folder.resolve("work")).threadLimit(Duration.ofMillis(100)).build();
    }

    @AfterEach
    void close() {
        System.getProperties().remove(HOLDING);
        latches[1].countDown();
        host.close();
    }

    private Path jar(String id) {
        return PluginJar.plugin(id, "1.0.0").entry("acme.Holder").source(HOLDER).write(folder.resolve(id + ".jar"));
    }

    @Test
    void unload_returnsAndNamesTheThread() {
        host.load(jar("holder"));

        assertThat(host.unload("holder").problems()).singleElement().asString()
                .startsWith("thread \"stray\"").contains("was started by the plugin and still runs");
    }

    @Test
    void shutdown_returnsAndNamesTheThread() {
        host.load(jar("holder"));

        assertThat(host.shutdown(Duration.ofSeconds(1))).singleElement().asString()
                .startsWith("holder 1.0.0 #1: thread \"stray\"").contains("was started by the plugin and still runs");
    }

    @Test
    void load_whoseStartHoldsItWhenTheTimeIsUp_isRefusedAndGoesToQuarantine() {
        PluginException failure = catchThrowableOfType(PluginException.class,
                () -> host.load(jar("starter"), LoadOptions.defaults().startLimit(Duration.ofMillis(100))));

        assertThat(failure.reason()).isEqualTo(Reason.START_TIMEOUT);
        assertThat(host.plugins()).singleElement().satisfies(left -> assertThat(left.id()).isEqualTo("starter"));
        latches[1].countDown();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(host.plugins()).isEmpty());
    }
}
