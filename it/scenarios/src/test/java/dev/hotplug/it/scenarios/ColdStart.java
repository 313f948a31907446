package dev.hotplug.it.scenarios;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;

/** A host that loads one plugin, calls it and ends. Arguments: the plugin's JAR, where to work, the index, if any. */
final class ColdStart {

    private ColdStart() {
    }

    public static void main(String[] args) {
        PluginHostBuilder builder = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(Path.of(args[1]));
        if (args.length > 2) {
            builder.indexDirectory(Path.of(args[2]));
        }
        PluginHost host = builder.build();
        host.load(Path.of(args[0]));
        System.out.println(host.service(Echo.class).say("called"));
        // What an orderly end needs is not what is looked at.
        Runtime.getRuntime().halt(0);
    }
}
