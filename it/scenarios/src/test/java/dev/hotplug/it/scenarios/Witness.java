package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import java.nio.file.Path;

/** A plugin that has nothing to do with the bad one beside it, and by which one sees that the host is unharmed. */
final class Witness {

    private static final String ID = "witness";

    private final PluginHost host;
    private final PluginHandle plugin;
    private final Path folder;
    private final Echo echo;

    private Witness(PluginHost host, PluginHandle plugin, Path folder) {
        this.host = host;
        this.plugin = plugin;
        this.folder = folder;
        this.echo = host.service(Echo.class, ID);
    }

    static Witness loadedBy(PluginHost host, Path folder) {
        Path jar = PluginJar.plugin(ID, "1.0.0").behaviour(Echoing.class).write(folder.resolve("witness.jar"));
        return new Witness(host, host.load(jar), folder);
    }

    /** It is still called, and others can still be loaded and unloaded. */
    void checkUnharmed() {
        assertThat(echo.say("fine")).isEqualTo(ID + ":fine");
        host.load(PluginJar.plugin("another", "1.0.0").write(folder.resolve("another.jar")));
        assertThat(host.unload("another").complete()).isTrue();
    }

    /** Nobody else is loaded, and it has not changed. */
    void checkAlone() {
        assertThat(host.plugins()).singleElement().extracting(PluginInfo::loadNumber).isEqualTo(plugin.loadNumber());
        assertThat(host.plugins().get(0).taints()).isEmpty();
        assertThat(host.symbols()).hasSize(1);
    }

    /** No thread that carries a plugin's name is left. */
    void awaitNoThreadOf(String id) {
        await().atMost(Scenario.SOON).untilAsserted(() ->
                assertThat(ProcessFacts.threads()).noneMatch(name -> name.contains(id)));
    }
}
