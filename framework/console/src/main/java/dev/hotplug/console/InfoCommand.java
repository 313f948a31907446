package dev.hotplug.console;

import dev.hotplug.Inspection;
import dev.hotplug.LoadOptions;
import dev.hotplug.PluginDescription;
import dev.hotplug.PluginDescription.Parameter;
import dev.hotplug.SymbolInfo;
import dev.hotplug.UseEdge;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The kernel's {@code modinfo}. */
@Command(name = "info", sortOptions = false,
        description = {"Shows what a plugin says of itself, loaded or not, without running any of it.",
            "Of a loaded one also what it uses, provides and is set to; of a file what it would miss here, as far as "
            + "that can be known before it is loaded."})
final class InfoCommand extends HostCommand {

    @Parameters(paramLabel = "ID|FILE", description = "Id of a loaded plugin, or a JAR.")
    private String target;

    InfoCommand(Session session) {
        super(session);
    }

    /** What is known of a plugin because it is loaded. */
    private record Loaded(PluginInfo row, List<UseEdge> uses, List<SymbolInfo> symbols, Map<String, String> values,
                          Map<String, String> defaults) {
    }

    @Override
    public Integer call() {
        Path named = file("ID|FILE", target);
        String id = session.id(target);
        Optional<PluginInfo> row = host.plugin(id);
        if (row.isEmpty() && namesFile()) {
            show(host.dryRun().load(named, session.terms().of(named, LoadOptions.defaults())));
        } else {
            show(host.describe(id), row.map(this::loaded));
        }
        return ExitCode.OK;
    }

    private void show(PluginDescription description, Optional<Loaded> loaded) {
        Path file = session.watch().home(description.id(), description.digest()).orElse(description.file());
        if (isJson()) {
            print(document(description, file, loaded).put("inspection", null));
        } else {
            Fields fields = described(description, file, loaded);
            loaded.ifPresent(found -> addState(fields, found));
            print(fields.lines());
        }
    }

    /** What the file says of itself, then what would come of loading it. */
    private void show(Inspection file) {
        PluginDescription description = file.plugin().orElseThrow(() -> file.refusals().get(0));
        if (isJson()) {
            print(document(description, file.file(), Optional.empty()).put("inspection", Documents.inspection(file)));
            return;
        }
        print(described(description, file.file(), Optional.empty())
                .addAll("needs", file.needs().stream().map(LinkText::line).toList())
                .add("link", LinkText.summary(file.findings()))
                .add("loadable", file.isLoadable() ? "yes" : "no")
                .addAll("refused", file.refusals().stream().map(LinkText::heading).toList()).lines());
        print(LinkText.lines(file.findings().orElse(List.of())));
    }

    private boolean namesFile() {
        return target.endsWith(".jar") || target.contains("/") || Files.exists(session.file(target));
    }

    private Loaded loaded(PluginInfo row) {
        List<UseEdge> uses = host.uses().stream().filter(edge -> edge.userLoad() == row.loadNumber()).toList();
        List<SymbolInfo> symbols = host.symbols().stream().filter(symbol -> symbol.plugin().equals(row.id())).toList();
        try {
            return new Loaded(row, uses, symbols, host.parameters(row.id()).values(),
                    host.parameters(row.id()).defaults());
        } catch (PluginException comingOrGoing) {
            return new Loaded(row, uses, symbols, Map.of(), Map.of());
        }
    }

    private static Fields described(PluginDescription plugin, Path file, Optional<Loaded> loaded) {
        Fields fields = new Fields()
                .add("id", plugin.id())
                .add("version", plugin.version())
                .addIfPresent("description", plugin.description())
                .add("class", plugin.entryClass())
                .addAll("requires", plugin.requires())
                .addAll("after", plugin.after())
                .addAll("package", plugin.exportedPackages().stream().map(name -> exported(name, plugin)).toList())
                .addAll("exports", plugin.exports())
                .addAll("param", plugin.parameters().stream().map(each -> parameter(each, loaded)).toList());
        if (plugin.permanent()) {
            fields.add("permanent", "yes");
        }
        return fields
                .add("file", file.toString())
                .add("size", plugin.size() + " bytes")
                .add("sha256", plugin.digest());
    }

    private static String exported(String packageName, PluginDescription plugin) {
        String digest = plugin.apiDigests().get(packageName);
        return packageName + (digest == null ? "" : " (api " + digest + ")");
    }

    private static String parameter(Parameter parameter, Optional<Loaded> loaded) {
        String name = parameter.name();
        return name
                + loaded.map(found -> found.values().get(name)).map(value -> " = " + Names.value(value)).orElse("")
                + (parameter.description().isEmpty() ? "" : ": " + parameter.description())
                + " (" + parameter.type()
                + (parameter.required() ? ", required" : "")
                + (parameter.writable() ? ", writable" : "")
                + loaded.map(found -> found.defaults().get(name)).map(value -> ", default " + Names.value(value))
                        .orElse("") + ")";
    }

    private static void addState(Fields fields, Loaded loaded) {
        PluginInfo plugin = loaded.row();
        fields.add("state", plugin.state() + " since " + plugin.since().truncatedTo(ChronoUnit.SECONDS))
                .add("load", String.valueOf(plugin.loadNumber()))
                .add("references", String.valueOf(plugin.references()))
                .add("calls", String.valueOf(plugin.calls()))
                .addAll("provides", loaded.symbols().stream().map(symbol -> symbol.type() + " \"" + symbol.name() + "\""
                        + (symbol.ranking() == 0 ? "" : ", ranking " + symbol.ranking())).toList());
        for (UseEdge edge : loaded.uses()) {
            edge.packages().forEach(name -> fields.add("imports", name + " from " + edge.used()));
            edge.symbols().forEach(symbol -> fields.add("imports", symbol + " from " + edge.used()));
        }
        fields.add("uses", Names.orDash(String.join(", ", plugin.uses())))
                .add("used by", Names.orDash(String.join(", ", plugin.usedBy())))
                .add("taints", Names.orDash(Names.letters(plugin.taints())));
    }

    private static Document document(PluginDescription plugin, Path file, Optional<Loaded> loaded) {
        Map<String, String> values = loaded.map(Loaded::values).orElse(Map.of());
        Map<String, String> defaults = loaded.map(Loaded::defaults).orElse(Map.of());
        return new Document()
                .put("id", plugin.id()).put("version", plugin.version()).put("description", plugin.description())
                .put("class", plugin.entryClass()).put("requires", plugin.requires()).put("after", plugin.after())
                .put("packages", plugin.exportedPackages().stream().map(name -> new Document().put("name", name)
                        .put("api", plugin.apiDigests().get(name))).toList())
                .put("exports", plugin.exports())
                .put("parameters", plugin.parameters().stream()
                        .map(parameter -> ParamCommand.document(parameter, values, defaults)).toList())
                .put("permanent", plugin.permanent()).put("file", file).put("size", plugin.size())
                .put("sha256", plugin.digest())
                .put("plugin", loaded.map(found -> Documents.row(found.row())))
                .put("symbols", loaded.map(Loaded::symbols).orElse(List.of()).stream().map(Documents::symbol).toList())
                .put("imports", loaded.map(Loaded::uses).orElse(List.of()).stream().map(Documents::edge).toList());
    }

    @Override
    Optional<Path> mistakable() {
        return Optional.of(session.file(target)).filter(HostCommand::isDevice);
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return refusal.reason() == Reason.BAD_IMAGE ? Suggestion.file(session.file(target)) : super.guess(refusal);
    }
}
