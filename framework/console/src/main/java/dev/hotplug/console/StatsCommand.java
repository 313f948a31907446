package dev.hotplug.console;

import dev.hotplug.HostEvent;
import dev.hotplug.HostStatistics;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The kernel's module statistics. */
@Command(name = "stats", sortOptions = false, description = "Shows what the host has done since it was started.")
final class StatsCommand extends HostCommand {

    StatsCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        HostStatistics counts = host.statistics();
        List<PluginInfo> plugins = host.plugins();
        Optional<HostEvent> last = host.events(0).stream()
                .filter(event -> event.kind() == HostEvent.Kind.UNLOADED).reduce((earlier, later) -> later);
        if (isJson()) {
            print(document(counts, plugins, last));
        } else {
            print(fields(counts, plugins, last).lines());
        }
        return ExitCode.OK;
    }

    private Document document(HostStatistics counts, List<PluginInfo> plugins, Optional<HostEvent> last) {
        return new Document()
                .put("plugins", plugins.size())
                .put("loads", counts.loads())
                .put("failures", Documents.counts(counts.failures()))
                .put("duplicates", new Document().put("count", counts.duplicates().count())
                        .put("bytes", counts.duplicates().bytes()).put("millis", counts.duplicates().time().toMillis()))
                .put("unloads", counts.unloads())
                .put("refusals", Documents.counts(counts.refusals()))
                .put("examined", new Document().put("scans", counts.examined().scans())
                        .put("linkChecks", counts.examined().linkChecks())
                        .put("indexHits", counts.examined().indexHits()))
                .put("gracePeriods", counts.gracePeriods())
                .put("lastUnloaded", last.map(Documents::event))
                .put("taints", host.taints().stream().sorted().toList());
    }

    private Fields fields(HostStatistics counts, List<PluginInfo> plugins, Optional<HostEvent> last) {
        long live = plugins.stream().filter(plugin -> plugin.state() == PluginState.LIVE).count();
        return new Fields()
                .add("plugins", plugins.size() + (live == plugins.size() ? "" : ", " + live + " of them live"))
                .add("loads", String.valueOf(counts.loads()))
                .add("failed loads", total(counts.failures()))
                .add("duplicates", counts.duplicates().count() + " turned away, which saved "
                        + Names.count(counts.duplicates().bytes(), "byte") + " and "
                        + counts.duplicates().time().toMillis() + " ms")
                .add("unloads", String.valueOf(counts.unloads()))
                .add("refused unloads", total(counts.refusals()))
                .add("last unloaded", last.map(event -> event.id() + " " + event.version() + " at "
                        + event.at().truncatedTo(ChronoUnit.SECONDS)).orElse("-"))
                .add("examined", Names.count(counts.examined().scans(), "scan") + ", "
                        + Names.count(counts.examined().linkChecks(), "link check") + ", "
                        + Names.count(counts.examined().indexHits(), "answer") + " from the index")
                .add("grace periods", String.valueOf(counts.gracePeriods()))
                .add("taints", Names.orDash(Names.letters(host.taints())));
    }

    private static String total(Map<Reason, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        return total + (total == 0 ? "" : Documents.byCount(counts).stream()
                .map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining(", ", " (", ")")));
    }
}
