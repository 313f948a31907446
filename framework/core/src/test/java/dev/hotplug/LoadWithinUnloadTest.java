package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that is ready to wait for an unload, and that this unload waits for. */
class LoadWithinUnloadTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path directory;
    private final List<PluginException> refusals = new CopyOnWriteArrayList<>();
    private PluginHost host;
    private Path jar;

    @BeforeEach
    void reset() {
        Probe.reset();
        jar = PluginJar.plugin("acme", "1.0.0").behaviour(Scripted.class).write(directory.resolve("acme.jar"));
    }

    @AfterEach
    void close() {
        host.close();
        Probe.reset();
    }

    private PluginHostBuilder sharing() {
        return PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work"));
    }

    private void loadAgain() {
        refusals.add(catchThrowableOfType(PluginException.class,
                () -> host.load(jar, LoadOptions.defaults().waiting(LONG))));
    }

    private void unloadAndLoadAgain() throws Exception {
        Watchdog.watch(Duration.ofMinutes(1), () -> host.unload("acme"));

        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.DEPENDENCY_CYCLE);
            assertThat(refusal).hasMessageStartingWith("acme 1.0.0: would wait for ever: it waits for acme 1.0.0 #1 to"
                    + " be unloaded, and that for this thread (\"");
            assertThat(refusal.detail(PluginException.Cycle.class))
                    .contains(new PluginException.Cycle(List.of("acme", "acme")));
        });
        assertThat(host.plugins()).isEmpty();
        assertThat(host.load(jar).loadNumber()).isEqualTo(2);
    }

    @Test
    void load_fromAListenerOnTheThreadThatUnloads_isRefusedAtOnce() throws Exception {
        host = sharing().listener(new PluginListener() {
            @Override
            public void going(PluginInfo plugin) {
                if (plugin.loadNumber() == 1) {
                    loadAgain();
                }
            }
        }).build();
        host.load(jar);

        unloadAndLoadAgain();
    }

    @Test
    void load_fromAStopOnAThreadOfThePlugin_isRefusedAtOnce() throws Exception {
        host = sharing().stopLimit(LONG).build();
        Probe.of("acme").on("stop", context -> {
            if (refusals.isEmpty()) {
                loadAgain();
            }
        });
        host.load(jar);

        unloadAndLoadAgain();
    }
}
