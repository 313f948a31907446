package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Starts;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load while another one of that plugin does not end. */
@Timeout(60)
class LoadOfOneComingTest {

    private TestConsole console;
    private String jar;
    private FutureTask<?> first;

    @BeforeEach
    void loadWithoutEnd(@TempDir Path directory) throws Exception {
        Probe.reset();
        console = new TestConsole(directory, PluginHost.builder().waitLimit(Duration.ofMillis(1))
                .sharePackages(Probe.class.getPackageName()));
        jar = console.jar("slow", PluginJar.plugin("slow", "1.0.0").behaviour(Starts.Waits.class));
        first = new FutureTask<>(() -> console.host().load(directory.resolve("slow.jar")));
        new Thread(first).start();
        Probe.of("slow").pass("starting");
    }

    @AfterEach
    void close() throws Exception {
        Probe.of("slow").open("start");
        first.get();
        console.close();
    }

    /** It would wait for an unload only. */
    @Test
    void load_isNotToldToWait() {
        for (String how : new String[] {"", "--wait 5s "}) {
            assertThat(console.run("plugin load " + how + jar)).isEqualTo(1);

            assertThat(console.err()).singleElement().asString().startsWith("BUSY: ")
                    .endsWith(", which is still under way; try again when it has ended");
        }
    }
}
