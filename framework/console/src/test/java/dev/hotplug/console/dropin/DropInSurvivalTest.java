package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that goes wrong around it ends the watch. */
class DropInSurvivalTest {

    private static final PluginJar TEXT = PluginJar.plugin("text", "1.0.0");
    /** Without a hint from the file system nobody looks within the time of a test. */
    private static final Pace ON_HINTS = new Pace(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofDays(1),
            Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofMillis(10));

    @TempDir
    private Path root;

    @Test
    void eventsThatWereLost_areNoReasonToMissAFile() throws Exception {
        Hints hints = new Hints();
        try (Watching watching = Watching.in(root, directory -> hints, ON_HINTS)) {
            watching.start();
            watching.put("text.jar", TEXT);
            hints.give(StandardWatchEventKinds.OVERFLOW);
            watching.awaitRunning(Map.of("text", "1.0.0"));
        }
    }

    @Test
    void directoryThatCannotBeWatched_isLookedAtNowAndThen() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Watching watching = Watching.in(root, directory -> {
            asked.incrementAndGet();
            throw new IOException("User limit of inotify instances reached or too many open files");
        }, Watching.HURRY)) {
            watching.start();
            watching.put("text.jar", TEXT);
            watching.awaitRunning(Map.of("text", "1.0.0"));
            watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
            watching.awaitRunning(Map.of("text", "1.1.0"));
            assertThat(asked).hasValue(1);
            assertThat(watching.told()).allMatch(line -> line.contains("loaded text"));
        }
    }

    @Test
    void fileSystemThatKnowsNoWatch_isLookedAtNowAndThen() throws Exception {
        try (Watching watching = Watching.in(root, directory -> {
            throw new UnsupportedOperationException();
        }, Watching.HURRY)) {
            watching.start();
            watching.put("text.jar", TEXT);
            watching.awaitRunning(Map.of("text", "1.0.0"));
        }
    }

    @Test
    void watchThatWasClosed_isNoEnd() throws Exception {
        Hints hints = new Hints();
        hints.close();
        try (Watching watching = Watching.in(root, directory -> hints, Watching.HURRY)) {
            watching.start();
            watching.put("text.jar", TEXT);
            watching.awaitRunning(Map.of("text", "1.0.0"));
        }
    }

    @Test
    void unexpectedException_isToldOnceAndNoEnd() throws Exception {
        AtomicInteger left = new AtomicInteger(3);
        try (Watching watching = Watching.in(root, directory -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("out of order");
            }
            return new Hints();
        }, Watching.HURRY)) {
            assertThat(watching.start()).isFalse();
            watching.put("text.jar", TEXT);
            watching.awaitRunning(Map.of("text", "1.0.0"));
            assertThat(watching.told()).filteredOn(line -> line.startsWith("INTERNAL_ERROR: " + watching.directory()))
                    .singleElement().asString().contains("out of order").contains("it is tried again");
        }
    }

    @Test
    void exceptionWhileItWaits_isNoEnd() throws Exception {
        Hints hints = new Hints() {
            @Override
            public WatchKey poll(long time, TimeUnit unit) {
                throw new IllegalStateException("out of order");
            }
        };
        try (Watching watching = Watching.in(root, directory -> hints, Watching.HURRY)) {
            watching.start();
            watching.put("text.jar", TEXT);
            watching.awaitRunning(Map.of("text", "1.0.0"));
        }
    }

    @Test
    void operatorsEndThatThrows_isNoEnd() throws Exception {
        try (Watching watching = Watching.in(root, line -> {
            throw new IllegalStateException("hung up");
        })) {
            watching.putOld("text.jar", TEXT);
            watching.start();
            watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
            watching.awaitRunning(Map.of("text", "1.1.0"));
            watching.awaitTold("reloaded text 1.1.0");
            assertThat(watching.told()).hasSize(2);
        }
    }

    @Test
    void pluginThatInterruptsTheThreadItStartsOn_isNoEnd() throws Exception {
        try (Watching watching = Watching.in(root)) {
            watching.start();
            watching.put("text.jar", TEXT.entry("acme.Rude").source("""
                    package acme;
                    import dev.hotplug.api.*;
                    public final class Rude implements Plugin {
                        @Override public void start(PluginContext context) {
                            Thread.getAllStackTraces().keySet().stream()
                                    .filter(thread -> thread.getName().equals("hotplug-watch"))
                                    .forEach(Thread::interrupt);
                        }
                    }
                    """));
            watching.awaitTold("loaded text");
            watching.put("clock.jar", PluginJar.plugin("clock", "1.0.0"));
            watching.awaitRunning(Map.of("text", "1.0.0", "clock", "1.0.0"));
        }
    }
}
