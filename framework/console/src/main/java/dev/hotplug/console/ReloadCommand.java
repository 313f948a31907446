package dev.hotplug.console;

import dev.hotplug.LoadOutcome;
import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHandle;
import dev.hotplug.ReloadReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces a plugin, with a gap. */
@Command(name = "reload", sortOptions = false,
        description = {"Unloads a plugin and what requires it, loads it anew and puts the others back, all with the "
                + "parameters that they have.",
            "If the new one does not come up, the old one is put back. Ends with 1 then, and if one of the others does "
                + "not come back."})
final class ReloadCommand extends HostCommand {

    @Mixin
    private UnloadTerms terms;

    @Parameters(index = "0", paramLabel = "ID", description = "The plugin's id.")
    private String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE",
            description = "The new JAR; without it, the file that the plugin was loaded from, or what has its place in "
                + "the directory of run --watch.")
    private String file;

    /** The plugin as it was when the command began. */
    private Optional<PluginInfo> asked = Optional.empty();
    /** The loads of those that require it, directly or through others, as they were then. */
    private final Map<String, Long> dependents = new LinkedHashMap<>();
    private boolean done;

    ReloadCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        id = session.id(id);
        asked = host.plugin(id);
        asked.ifPresent(this::noteDependents);
        Path jar = file == null ? loadedFrom() : file("FILE", file);
        String before = asked.map(PluginInfo::version).orElse("");
        ReloadReport report = session.readsLog()
                ? OperatorLog.without("dev.hotplug.reload", () -> host.reload(id, jar, terms.options()))
                : host.reload(id, jar, terms.options());
        done = true;
        PluginHandle plugin = report.plugin();
        boolean complete = report.failure().isEmpty();
        report.failure().ifPresent(this::refused);
        if (!isJson()) {
            report.unloaded().stream().filter(gone -> !gone.complete())
                    .forEach(gone -> print(quarantined(gone)));
            print(complete ? "reloaded " + id + " " + (before.equals(plugin.version()) ? before
                    : before + " -> " + plugin.version()) : "put back " + id + " " + plugin.version());
        }
        if (!session.readsLog()) {
            report.unloaded().forEach(this::complain);
        }
        for (LoadOutcome dependent : report.dependents()) {
            complete &= dependent.failure().isEmpty();
            dependent.failure().ifPresent(this::refused);
            if (!isJson()) {
                dependent.plugin().ifPresent(back -> print("put back " + back.id() + " " + back.version()));
            }
        }
        if (isJson()) {
            print(new Document()
                    .put("plugin", new Document().put("id", plugin.id()).put("version", plugin.version())
                            .put("load", plugin.loadNumber()))
                    .put("before", before)
                    .put("replaced", report.failure().isEmpty())
                    .put("error", report.failure().map(this::error))
                    .put("dependents", report.dependents().stream().map(Documents::restored).toList())
                    .put("unloaded", report.unloaded().stream().map(Documents::replaced).toList()));
        }
        return complete ? ExitCode.OK : Refusals.REFUSED;
    }

    private void noteDependents(PluginInfo plugin) {
        for (String user : plugin.usedBy()) {
            Optional<PluginInfo> dependent = dependents.containsKey(user) ? Optional.empty() : host.plugin(user);
            dependent.ifPresent(row -> dependents.put(user, row.loadNumber()));
            dependent.ifPresent(this::noteDependents);
        }
    }

    /** It may have been renamed since, which a watched directory knows. */
    private Path loadedFrom() {
        PluginDescription plugin = host.describe(id);
        return session.watch().file(id, plugin.digest()).orElse(plugin.file());
    }

    @Override
    String remedy(PluginException refusal) {
        return terms.remedy(refusal);
    }

    /** Of a file that is no plugin, a refusal does not know whose it was to be. */
    @Override
    String unchanged(PluginException refusal) {
        return refusal.pluginId().isPresent() ? "" : asked.filter(plugin -> host.plugin(id)
                        .filter(now -> now.loadNumber() == plugin.loadNumber() && now.state() == PluginState.LIVE)
                        .isPresent())
                .map(plugin -> "; " + plugin.id() + " " + plugin.version() + " stays loaded as it is").orElse("");
    }

    /** They go first, so one that does not follow them brings them back as other loads. */
    @Override
    List<String> putBack() {
        return done ? List.of() : dependents.keySet().stream().flatMap(user -> host.plugin(user).stream())
                .filter(now -> now.state() == PluginState.LIVE && now.loadNumber() != dependents.get(now.id()))
                .map(now -> "put back " + now.id() + " " + now.version() + ", as #" + now.loadNumber()).toList();
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return refusal.reason() == Reason.BAD_IMAGE && file != null ? Suggestion.file(session.file(file))
                : super.guess(refusal);
    }
}
