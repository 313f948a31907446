package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guarded service is the application's own object: whoever holds its monitor is in nobody's way. */
class ServiceMonitorTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path directory;
    private PluginHost host;
    private Echo echo;

    @BeforeEach
    void callOnce() {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory).build();
        load("first");
        echo = host.service(Echo.class);
        echo.say("once");
    }

    @AfterEach
    void close() {
        host.close();
        Probe.reset();
    }

    @Test
    void unload_whileSomebodyHoldsTheMonitor_isNotKeptWaiting() throws Exception {
        whileHeld(() -> host.unload("first"));

        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void call_whileSomebodyHoldsTheMonitorAndAnotherProviderHasCome_isNotKeptWaiting() throws Exception {
        load("second");

        assertThat(whileHeld(() -> echo.say("again"))).isEqualTo("first:again");
    }

    /** On another thread, for which the holder waits. */
    private <T> T whileHeld(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        return Watchdog.within(SOON, () -> {
            synchronized (echo) {
                Thread thread = new Thread(task, "other");
                thread.setDaemon(true);
                thread.start();
                return task.get();
            }
        });
    }

    private void load(String id) {
        host.load(PluginJar.plugin(id, "1.0.0").behaviour(Echoing.class).write(directory.resolve(id + ".jar")));
    }
}
