package dev.hotplug.console;

import dev.hotplug.UnloadGroup;
import dev.hotplug.UnloadOutcome;
import dev.hotplug.UnloadReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernel's {@code rmmod}, and {@code modprobe -r}. */
@Command(name = "unload", sortOptions = false,
        description = {"Unloads plugins, in the order given, going on after one that is refused.",
            "With --with-dependents or --with-unused-dependencies, the latest loaded first; with --with-dependents, none "
            + "of them if one stands in the way.",
            "Without options a plugin that anyone uses is left as it was, and nobody notices the attempt."})
final class UnloadCommand extends HostCommand {

    @Mixin
    private UnloadTerms terms;

    @Option(names = "--with-dependents",
            description = "Unload what requires them too, the latest loaded first.")
    private boolean withDependents;

    @Option(names = "--with-unused-dependencies",
            description = "Then unload what they required and nobody uses any more.")
    private boolean withUnused;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The plugin's id.")
    private List<String> ids;

    UnloadCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        return session.readsLog() ? OperatorLog.without("dev.hotplug.unload", this::unload) : unload();
    }

    private int unload() {
        ids = ids.stream().map(session::id).toList();
        List<Document> plugins = new ArrayList<>();
        boolean refused = false;
        // A group is one operation; plugins alone are told of one by one.
        for (UnloadOutcome outcome : (Iterable<UnloadOutcome>) outcomes()::iterator) {
            refused |= outcome.refusal().isPresent();
            outcome.refusal().ifPresent(this::refused);
            plugins.add(Documents.unload(outcome, outcome.refusal().map(this::error).orElse(null)));
            outcome.report().ifPresent(this::tell);
            if (!isGroup() && plugins.size() < ids.size()
                    && outcome.refusal().filter(refusal -> refusal.reason() == Reason.INTERRUPTED).isPresent()) {
                complain("not tried any more: " + String.join(", ", ids.subList(plugins.size(), ids.size())));
                break;
            }
        }
        if (isJson()) {
            print(new Document().put("plugins", plugins));
        }
        return refused ? Refusals.REFUSED : ExitCode.OK;
    }

    private Stream<UnloadOutcome> outcomes() {
        return isGroup() ? host.unloadAll(ids, group(), terms.options()).stream()
                : ids.stream().map(this::unload);
    }

    private boolean isGroup() {
        return withDependents || withUnused;
    }

    private UnloadOutcome unload(String id) {
        try {
            return new UnloadOutcome(id, Optional.of(host.unload(id, terms.options())), Optional.empty());
        } catch (PluginException refusal) {
            return new UnloadOutcome(id, Optional.empty(), Optional.of(refusal));
        }
    }

    private UnloadGroup group() {
        return withDependents && withUnused ? UnloadGroup.WITH_BOTH
                : withDependents ? UnloadGroup.WITH_DEPENDENTS : UnloadGroup.WITH_UNUSED_DEPENDENCIES;
    }

    private void tell(UnloadReport report) {
        if (!isJson()) {
            print(report.complete() ? "unloaded " + report.id() + " " + report.version() : quarantined(report));
        }
        complain(report);
    }

    @Override
    String remedy(PluginException refusal) {
        return refusal.detail(PluginException.Dependents.class).isEmpty() ? terms.remedy(refusal)
                // Of one in quarantine, which nobody can have go first, the sentence ends otherwise.
                : refusal.getMessage().endsWith(" first") && !withDependents ? ", or use --with-dependents" : "";
    }
}
