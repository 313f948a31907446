package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The kernel's {@code lsmod}. */
@Command(name = "list", description = "Shows the plugin table, as it was at one moment, in load order.")
final class ListCommand implements Runnable {

    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    ListCommand(Session session) {
        this.host = session.host();
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<PluginInfo> plugins = host.plugins();
        if (plugins.isEmpty()) {
            out.println("no plugins loaded");
            return;
        }
        Table table = new Table("ID", "VERSION", "STATE", "REFERENCES", "CALLS", "USED BY", "TAINTS", "SINCE")
                .alignRight("REFERENCES", "CALLS");
        for (PluginInfo plugin : plugins) {
            table.row(Names.of(plugin), plugin.version(), plugin.state().toString(),
                    String.valueOf(plugin.references()), String.valueOf(plugin.calls()),
                    Names.orDash(String.join(",", plugin.usedBy())), Names.orDash(Names.letters(plugin.taints())),
                    plugin.since().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        table.lines().forEach(out::println);
    }
}
