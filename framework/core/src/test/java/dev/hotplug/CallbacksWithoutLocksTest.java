package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Claim I10: no callback runs under a lock. In each callback another thread loads another plugin, asks for a service and
 * unloads that plugin, and the callback waits for it: under any lock that one of these takes, that would never end.
 */
class CallbacksWithoutLocksTest {

    /** The JVM initialises it with the first class that implements it, since it declares a default method. */
    public interface Telling {

        /** Told while it is initialised. */
        String WORD = Initialisation.tell();

        /** What was told. */
        default String word() {
            return WORD;
        }
    }

    /** What is done while {@link Telling} is initialised. */
    private static final class Initialisation {

        private static CallbacksWithoutLocksTest test;

        static String tell() {
            try {
                test.elsewhere("initialiser");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "told";
        }
    }

    @TempDir
    private Path directory;
    private final List<String> done = new CopyOnWriteArrayList<>();
    private PluginHost host;
    private Path other;

    @BeforeEach
    void build() {
        Probe.reset();
        other = PluginJar.plugin("other", "1.0.0").write(directory.resolve("other.jar"));
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory).listener(new Busy()).build();
    }

    @AfterEach
    void close() {
        host.close();
        Probe.reset();
    }

    @Test
    void everyCallback_mayWaitForAnotherThreadsLoadAndUnload() throws Exception {
        Probe.of("subject").on("start", context -> elsewhere("start")).on("stop", context -> elsewhere("stop"))
                .on("close", context -> elsewhere("close")).on("call", context -> elsewhere("call"))
                .on("executor", context -> elsewhere("executor"));
        Path subject = PluginJar.plugin("subject", "1.0.0").behaviour(Scripted.class)
                .write(directory.resolve("subject.jar"));

        Watchdog.watch(Duration.ofMinutes(1), () -> {
            host.load(subject);
            host.service(Echo.class).say("x");
            host.unload("subject");
        });

        assertThat(done).containsExactly("coming", "executor", "start", "live", "call", "stop", "close", "going");
    }

    @Test
    void anInitialiser_mayWaitForAnotherThreadThatAsksForAService() throws Exception {
        Initialisation.test = this;

        Watchdog.watch(Duration.ofMinutes(1), () -> host.service(Telling.class));

        assertThat(done).containsExactly("initialiser");
    }

    /** As a plugin may make it; whoever asks for its id waits for another thread that takes the writer lock. */
    private final class Numbered extends Thread {

        Numbered(Runnable body) {
            super(body, "numbered");
            setDaemon(true);
        }

        @Override
        public long getId() {
            if (Thread.currentThread() != this) {
                // A thread dump asks, too.
                return 0;
            }
            Thread other = new Thread(() -> host.diagnose("nobody"));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        }
    }

    @Test
    void anUnload_onAThreadWhoseIdIsForeignCode_asksForItUnderNoLock() throws Exception {
        host.load(PluginJar.plugin("subject", "1.0.0").write(directory.resolve("subject.jar")));
        Thread unloading = new Numbered(() -> host.unload("subject"));

        try {
            Watchdog.watch(Duration.ofMinutes(1), () -> {
                unloading.start();
                unloading.join();
            });
        } finally {
            // So that a failure can be told: the host could not be closed.
            unloading.interrupt();
        }

        assertThat(host.plugins()).isEmpty();
    }

    private void elsewhere(String where) throws InterruptedException {
        Thread thread = new Thread(() -> {
            host.load(other);
            assertThat(host.plugins()).extracting(PluginInfo::id).contains("other");
            host.service(Runnable.class);
            host.unload("other");
            done.add(where);
        });
        thread.start();
        thread.join();
    }

    private final class Busy implements PluginListener {

        @Override
        public void coming(PluginInfo plugin) throws InterruptedException {
            onlyFor(plugin, "coming");
        }

        @Override
        public void live(PluginInfo plugin) {
            uninterrupted(plugin, "live");
        }

        @Override
        public void going(PluginInfo plugin) {
            uninterrupted(plugin, "going");
        }

        private void uninterrupted(PluginInfo plugin, String where) {
            try {
                onlyFor(plugin, where);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void onlyFor(PluginInfo plugin, String where) throws InterruptedException {
            if (plugin.id().equals("subject")) {
                elsewhere(where);
            }
        }
    }
}
