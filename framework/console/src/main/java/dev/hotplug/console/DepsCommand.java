package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.UpgradeReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows who uses whom, and who would notice if one were replaced. */
@Command(name = "deps", description = {"Shows what a plugin uses, as a tree.",
            "Without ID, a tree for each plugin that nobody uses.",
            "With --upgrade, says of each plugin that uses the one in FILE whether it would break, and why. Nothing is "
            + "loaded. Ends with 1 if one would."})
final class DepsCommand implements Callable<Integer> {

    private final Session session;
    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of a loaded plugin.")
    private String id;

    @Option(names = "--upgrade", paramLabel = "FILE", description = "Another version of a loaded plugin.")
    private String upgrade;

    DepsCommand(Session session) {
        this.session = session;
        this.host = session.host();
    }

    @Override
    public Integer call() {
        if (upgrade != null && id != null) {
            throw new ParameterException(spec.commandLine(), "expected ID or --upgrade FILE, "
                    + "which names the plugin itself");
        }
        try {
            return upgrade == null ? tree() : upgrade();
        } catch (PluginException refusal) {
            spec.commandLine().getErr().println(Refusals.line(refusal)
                    + Suggestion.after(refusal, refusal.pluginId().orElse(""), host));
            return Refusals.REFUSED;
        }
    }

    private int upgrade() {
        UpgradeReport report = host.planUpgrade(session.file(upgrade));
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.id() + " " + report.from() + " -> " + report.to());
        report.notes().forEach(note -> out.println("note: " + note));
        report.problems().forEach(problem -> out.println("would not load: " + Refusals.oneLine(problem)));
        for (UpgradeReport.Dependent dependent : report.dependents()) {
            String line = dependent.id() + " " + dependent.version() + ": "
                    + dependent.effect().name().toLowerCase(Locale.ROOT);
            if (dependent.reasons().isEmpty()) {
                out.println(line);
            }
            dependent.reasons().forEach(reason -> out.println(line + ": " + Refusals.oneLine(reason)));
        }
        if (report.dependents().isEmpty()) {
            out.println("nobody uses it");
        }
        if (report.isSafe()) {
            return ExitCode.OK;
        }
        List<String> broken = report.dependents().stream()
                .filter(dependent -> dependent.effect() == UpgradeReport.Effect.BREAKS)
                .map(dependent -> dependent.id() + " " + dependent.version()).toList();
        spec.commandLine().getErr().println((broken.isEmpty() ? Reason.UNRESOLVED_SYMBOL : Reason.IN_USE) + ": "
                + report.id() + " " + report.to() + ": "
                + (broken.isEmpty() ? "would not load" : "would break " + String.join(", ", broken))
                + "; nothing was changed");
        return Refusals.REFUSED;
    }

    private int tree() {
        PrintWriter out = spec.commandLine().getOut();
        List<PluginInfo> plugins = host.plugins();
        List<PluginInfo> roots = plugins.stream()
                .filter(plugin -> id == null ? plugin.usedBy().isEmpty() : plugin.id().equals(id))
                .toList();
        if (roots.isEmpty() && id != null) {
            throw new PluginException(Reason.NOT_FOUND, id, id + ": not loaded", null);
        }
        if (roots.isEmpty()) {
            out.println("no plugins loaded");
        }
        DependencyTree tree = new DependencyTree(plugins);
        roots.forEach(root -> tree.lines(root).forEach(out::println));
        return ExitCode.OK;
    }
}
