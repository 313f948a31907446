package dev.hotplug.console;

import dev.hotplug.HostEvent;
import dev.hotplug.Inspection;
import dev.hotplug.LoadOutcome;
import dev.hotplug.PluginHandle;
import dev.hotplug.SymbolInfo;
import dev.hotplug.UnloadOutcome;
import dev.hotplug.UnloadReport;
import dev.hotplug.UseEdge;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginException.Cycle;
import dev.hotplug.api.PluginException.Defects;
import dev.hotplug.api.PluginException.Dependents;
import dev.hotplug.api.PluginException.Detail;
import dev.hotplug.api.PluginException.Holders;
import dev.hotplug.api.PluginException.Holds;
import dev.hotplug.api.PluginException.Limit;
import dev.hotplug.api.PluginException.Parameter;
import dev.hotplug.api.PluginException.Step;
import dev.hotplug.api.PluginException.Symbol;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts that answers have in common, as {@code JSON.md} describes them. */
final class Documents {

    private Documents() {
    }

    /** A row of the plugin table. */
    static Document row(PluginInfo plugin) {
        return new Document().put("id", plugin.id()).put("version", plugin.version()).put("load", plugin.loadNumber())
                .put("state", plugin.state()).put("references", plugin.references()).put("calls", plugin.calls())
                .put("uses", plugin.uses()).put("usedBy", plugin.usedBy())
                .put("taints", plugin.taints().stream().sorted().toList()).put("since", plugin.since());
    }

    /** What would come of loading a file. */
    static Document inspection(Inspection file) {
        return new Document().put("loadable", file.isLoadable())
                .put("needs", file.needs().stream().map(need -> new Document().put("requirement", need.requirement())
                        .put("provider", need.provider()).put("satisfied", need.satisfied())).toList())
                .put("findings", file.findings().map(findings -> findings.stream().map(finding -> new Document()
                        .put("severity", finding.severity()).put("kind", finding.kind())
                        .put("sentence", finding.sentence()).put("uses", finding.uses())).toList()))
                .put("refusals", file.refusals().stream().map(refusal -> error(refusal, Optional.empty())).toList());
    }

    static Document symbol(SymbolInfo symbol) {
        return new Document().put("type", symbol.type()).put("name", symbol.name()).put("ranking", symbol.ranking())
                .put("plugin", symbol.plugin()).put("version", symbol.version());
    }

    static Document edge(UseEdge edge) {
        return new Document().put("user", edge.user()).put("userLoad", edge.userLoad()).put("used", edge.used())
                .put("usedLoad", edge.usedLoad()).put("requirement", edge.requirement())
                .put("packages", edge.packages()).put("symbols", edge.symbols());
    }

    static Document event(HostEvent event) {
        return new Document().put("number", event.number()).put("at", event.at()).put("kind", event.kind())
                .put("id", event.id()).put("version", event.version()).put("load", event.loadNumber())
                .put("text", event.text());
    }

    static Document loaded(Path file, PluginHandle plugin) {
        return load(file, "loaded", plugin.id(), plugin.version(), plugin.loadNumber(), null);
    }

    /** A plugin that need not be loaded, because it is. */
    static Document alreadyThere(Path file, PluginInfo plugin) {
        return load(file, "already there", plugin.id(), plugin.version(), plugin.loadNumber(), null);
    }

    static Document notLoaded(Path file, Document error) {
        return load(file, "failed", null, null, null, error);
    }

    /** What came of a plugin that was to be put back. */
    static Document restored(LoadOutcome outcome) {
        return outcome.failure().map(failure -> notLoaded(outcome.file(), error(failure, Optional.empty())))
                .orElseGet(() -> loaded(outcome.file(), outcome.plugin().orElseThrow()));
    }

    private static Document load(Path file, String outcome, String id, String version, Long number, Document error) {
        return new Document().put("file", file).put("outcome", outcome).put("id", id).put("version", version)
                .put("load", number).put("error", error);
    }

    static Document unload(UnloadOutcome outcome, Document error) {
        return unload(outcome.id(), outcome.report(), error);
    }

    /** What went for one that has its place, with the fields of one that was asked to go. */
    static Document replaced(UnloadReport report) {
        return unload(report.id(), Optional.of(report), null);
    }

    private static Document unload(String id, Optional<UnloadReport> report, Document error) {
        return new Document().put("id", id).put("version", report.map(UnloadReport::version))
                .put("load", report.map(UnloadReport::loadNumber))
                .put("outcome", report.map(done -> done.complete() ? "unloaded" : "quarantined").orElse("refused"))
                .put("problems", report.map(UnloadReport::problems).orElse(List.of()))
                .put("error", error);
    }

    /** A refusal by the host. */
    static Document error(PluginException refusal, Optional<String> guess) {
        Document details = new Document();
        refusal.details().forEach(detail -> put(details, detail));
        return new Document().put("reason", refusal.reason()).put("errno", refusal.reason().errno())
                .put("plugin", refusal.pluginId()).put("message", refusal.getMessage()).put("details", details)
                .put("guess", guess);
    }

    /** Something that went wrong without the host's saying so. */
    static Document error(String reason, String errno, String message) {
        return new Document().put("reason", reason).put("errno", errno).put("plugin", null).put("message", message)
                .put("details", new Document()).put("guess", null);
    }

    private static void put(Document details, Detail detail) {
        if (detail instanceof Dependents dependents) {
            details.put("dependents", dependents.ids());
        } else if (detail instanceof Holds holds) {
            details.put("references", holds.references()).put("calls", holds.calls());
        } else if (detail instanceof Holders holders) {
            details.put("holders", holders.holders().stream().map(holder -> new Document()
                    .put("thread", holder.thread()).put("where", holder.where())
                    .put("since", holder.since())).toList());
        } else if (detail instanceof Limit limit) {
            details.put("limit", limit.limit()).put("wanted", limit.wanted()).put("maximum", limit.maximum());
        } else if (detail instanceof Defects defects) {
            details.put("defects", defects.lines());
        } else if (detail instanceof Parameter parameter) {
            details.put("parameter", parameter.name()).put("value", parameter.value())
                    .put("expected", parameter.wanted());
        } else if (detail instanceof Symbol symbol) {
            details.put("type", symbol.type()).put("name", symbol.name()).put("owner", symbol.owner());
        } else if (detail instanceof Cycle cycle) {
            details.put("cycle", cycle.path());
        } else if (detail instanceof Step step) {
            details.put("step", step.name());
        }
    }

    /** How often each reason was met, the most frequent first. */
    static List<Document> counts(Map<Reason, Long> counts) {
        return byCount(counts).stream().map(each -> new Document().put("reason", each.getKey())
                .put("count", each.getValue())).toList();
    }

    static List<Map.Entry<Reason, Long>> byCount(Map<Reason, Long> counts) {
        return counts.entrySet().stream().sorted(Map.Entry.<Reason, Long>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey())).toList();
    }
}
