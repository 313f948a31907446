package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Taint;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The kernel's {@code lsmod}. */
@Command(name = "list", description = "Shows the plugin table, as it was at one moment, in load order.")
final class ListCommand implements Runnable {

    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    ListCommand(PluginHost host) {
        this.host = host;
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
            table.row(plugin.id(), plugin.version(), plugin.state().toString(), String.valueOf(plugin.references()),
                    String.valueOf(plugin.calls()), orDash(String.join(",", plugin.usedBy())),
                    orDash(letters(plugin.taints())), plugin.since().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        table.lines().forEach(out::println);
    }

    static String letters(Collection<Taint> taints) {
        return taints.stream().sorted().map(taint -> String.valueOf(taint.letter())).collect(Collectors.joining());
    }

    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
