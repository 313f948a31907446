package dev.hotplug.console;

import dev.hotplug.Inspection;
import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kernel's {@code modinfo}. */
@Command(name = "info", description = {"Shows what a plugin says of itself, loaded or not, without running any of it.",
    "Of a file also what it would miss here, as far as that can be known before it is loaded."})
final class InfoCommand implements Callable<Integer> {

    private final Session session;
    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID|FILE", description = "Id of a loaded plugin, or a JAR.")
    private String target;

    InfoCommand(Session session) {
        this.session = session;
        this.host = session.host();
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            lines().forEach(out::println);
            return ExitCode.OK;
        } catch (PluginException refusal) {
            spec.commandLine().getErr().println(Refusals.line(refusal) + Suggestion.after(refusal, target, host));
            return Refusals.REFUSED;
        }
    }

    private List<String> lines() {
        Optional<PluginInfo> row = host.plugin(target);
        if (row.isEmpty() && namesFile(target)) {
            return inspected(host.inspect(session.file(target)));
        }
        Fields fields = described(host.describe(target));
        row.ifPresent(plugin -> addState(fields, plugin));
        return fields.lines();
    }

    /** What the file says of itself, then what would come of loading it. */
    private static List<String> inspected(Inspection file) {
        Fields fields = described(file.plugin().orElseThrow(() -> file.refusals().get(0)))
                .addAll("needs", file.needs().stream().map(LinkText::line).toList())
                .add("link", LinkText.summary(file.findings()))
                .add("loadable", file.isLoadable() ? "yes" : "no")
                .addAll("refused", file.refusals().stream().map(LinkText::heading).toList());
        List<String> lines = new ArrayList<>(fields.lines());
        lines.addAll(LinkText.lines(file.findings().orElse(List.of())));
        return lines;
    }

    private boolean namesFile(String target) {
        return target.endsWith(".jar") || target.contains("/") || Files.exists(session.file(target));
    }

    private static Fields described(PluginDescription plugin) {
        Fields fields = new Fields()
                .add("id", plugin.id())
                .add("version", plugin.version())
                .addIfPresent("description", plugin.description())
                .add("class", plugin.entryClass())
                .addAll("requires", plugin.requires())
                .addAll("after", plugin.after())
                .addAll("package", plugin.exportedPackages().stream().map(name -> exported(name, plugin)).toList())
                .addAll("exports", plugin.exports())
                .addAll("param", plugin.parameters().stream().map(InfoCommand::parameter).toList());
        if (plugin.permanent()) {
            fields.add("permanent", "yes");
        }
        return fields
                .add("file", plugin.file().toString())
                .add("size", plugin.size() + " bytes")
                .add("sha256", plugin.digest());
    }

    private static String exported(String packageName, PluginDescription plugin) {
        String digest = plugin.apiDigests().get(packageName);
        return packageName + (digest == null ? "" : " (api " + digest + ")");
    }

    private static String parameter(PluginDescription.Parameter parameter) {
        return parameter.name()
                + (parameter.description().isEmpty() ? "" : ": " + parameter.description())
                + " (" + parameter.type()
                + (parameter.required() ? ", required" : "")
                + (parameter.writable() ? ", writable" : "") + ")";
    }

    private static void addState(Fields fields, PluginInfo plugin) {
        fields.add("state", plugin.state() + " since " + plugin.since().truncatedTo(ChronoUnit.SECONDS))
                .add("load", String.valueOf(plugin.loadNumber()))
                .add("references", String.valueOf(plugin.references()))
                .add("calls", String.valueOf(plugin.calls()))
                .add("used by", Names.orDash(String.join(", ", plugin.usedBy())))
                .add("taints", Names.orDash(Names.letters(plugin.taints())));
    }
}
