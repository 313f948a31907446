package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows who uses whom. */
@Command(name = "deps", description = {"Shows what a plugin uses, as a tree.",
            "Without ID, a tree for each plugin that nobody uses."})
final class DepsCommand implements Callable<Integer> {

    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of a loaded plugin.")
    private String id;

    DepsCommand(Session session) {
        this.host = session.host();
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<PluginInfo> plugins = host.plugins();
        List<PluginInfo> roots = plugins.stream()
                .filter(plugin -> id == null ? plugin.usedBy().isEmpty() : plugin.id().equals(id))
                .toList();
        if (roots.isEmpty() && id != null) {
            PluginException refusal = new PluginException(Reason.NOT_FOUND, id, id + ": not loaded", null);
            spec.commandLine().getErr().println(Refusals.line(refusal) + Suggestion.after(refusal, id, host));
            return Refusals.REFUSED;
        }
        if (roots.isEmpty()) {
            out.println("no plugins loaded");
        }
        DependencyTree tree = new DependencyTree(plugins);
        roots.forEach(root -> tree.lines(root).forEach(out::println));
        return ExitCode.OK;
    }
}
