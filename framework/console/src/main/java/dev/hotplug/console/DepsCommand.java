package dev.hotplug.console;

import dev.hotplug.UpgradeReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.console.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who uses whom, and who would notice if one were replaced. */
@Command(name = "deps", sortOptions = false, description = {"Shows what a plugin uses and who uses it, and why.",
            "Without ID, all plugins: a tree for each that nobody uses.",
            "With --upgrade, says of each plugin that uses the one in FILE whether it would break, and why. Nothing is "
            + "loaded. Ends with 1 if one would, or if the new version itself would "
            + "not load."})
final class DepsCommand extends HostCommand {

    private static final Choice<Format> FORMATS = Choice.of(Format.class);

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of a loaded plugin.")
    private String id;

    @Option(names = "--uses", description = "Only what it uses.")
    private boolean onlyUses;

    @Option(names = "--used-by", description = "Only who uses it.")
    private boolean onlyUsedBy;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "tree", completionCandidates = Formats.class,
            description = "tree; or for programs that draw: dot (Graphviz), mermaid.")
    private String format;

    @Option(names = "--upgrade", paramLabel = "FILE", description = "Another version of a loaded plugin.")
    private String upgrade;

    DepsCommand(Session session) {
        super(session);
    }

    private enum Format { TREE, DOT, MERMAID }

    @Override
    public Integer call() {
        id = id == null ? null : session.id(id);
        if (upgrade != null) {
            return upgrade();
        }
        Format shape = FORMATS.named(format)
                .orElseThrow(() -> misuse("--format " + format + ": " + FORMATS.complaint(format)));
        Dependencies all = Dependencies.of(host);
        Optional<PluginInfo> root = id == null ? Optional.empty() : Optional.of(all.plugin(id)
                .orElseThrow(() -> new PluginException(Reason.NOT_FOUND, id, id + ": not loaded", null)));
        boolean uses = onlyUses || !onlyUsedBy;
        boolean usedBy = onlyUsedBy || !onlyUses;
        Dependencies shown = root.map(plugin -> all.around(plugin, uses, usedBy)).orElse(all);
        if (isJson()) {
            print(document(shown));
        } else if (shape == Format.DOT) {
            print(DependencyGraph.dot(shown));
        } else if (shape == Format.MERMAID) {
            print(DependencyGraph.mermaid(shown));
        } else if (root.isPresent()) {
            print(tree(shown, root.get(), uses, usedBy));
        } else {
            print(forest(all, uses));
        }
        return ExitCode.OK;
    }

    private int upgrade() {
        if (id != null) {
            throw misuse("expected ID or --upgrade FILE, which names the plugin itself");
        }
        UpgradeReport report = host.planUpgrade(file("--upgrade", upgrade));
        if (isJson()) {
            print(UpgradeText.document(report));
        } else {
            print(UpgradeText.lines(report));
        }
        if (!report.isSafe()) {
            complain(UpgradeText.complaint(report));
        }
        return report.isSafe() ? ExitCode.OK : Refusals.REFUSED;
    }

    private static List<String> forest(Dependencies all, boolean down) {
        DependencyTree tree = new DependencyTree(all, down);
        List<PluginInfo> roots = all.plugins().stream()
                .filter(plugin -> (down ? all.usedBy(plugin) : all.uses(plugin)).isEmpty()).toList();
        return roots.isEmpty() ? List.of("no plugins loaded")
                : roots.stream().flatMap(plugin -> tree.lines(plugin).stream()).toList();
    }

    /** Both ways, the first line of the second tree under a heading of its own. */
    private static List<String> tree(Dependencies shown, PluginInfo root, boolean uses, boolean usedBy) {
        List<String> lines = new ArrayList<>();
        if (uses) {
            lines.addAll(titled(new DependencyTree(shown, true).lines(root), usedBy ? " uses" : "", "nothing"));
        }
        if (usedBy) {
            lines.addAll(titled(new DependencyTree(shown, false).lines(root), uses ? " is used by" : "", "nobody"));
        }
        return lines;
    }

    private static List<String> titled(List<String> tree, String title, String none) {
        List<String> lines = new ArrayList<>(tree);
        lines.set(0, tree.get(0) + title + (tree.size() == 1 && !title.isEmpty() ? " " + none : ""));
        return lines;
    }

    private static Document document(Dependencies shown) {
        return new Document()
                .put("plugins", shown.plugins().stream().map(plugin -> new Document().put("id", plugin.id())
                        .put("version", plugin.version()).put("load", plugin.loadNumber())).toList())
                .put("edges", shown.edges().stream().map(Documents::edge).toList());
    }

    @Override
    String remedy(PluginException refusal) {
        if (upgrade == null) {
            return "";
        }
        return switch (refusal.reason()) {
            case NOT_FOUND -> ": plugin load " + Plain.word(upgrade)
                    + "; with --dry-run that says what would come of it";
            case BUSY -> "; plugin why " + refusal.pluginId().orElseThrow() + " says more";
            default -> "";
        };
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return refusal.reason() == Reason.BAD_IMAGE ? Suggestion.file(session.file(upgrade)) : super.guess(refusal);
    }

    /** For completion: the formats. */
    static final class Formats extends Words {
        private static final long serialVersionUID = 1L;

        Formats() {
            super(FORMATS.words());
        }
    }
}
