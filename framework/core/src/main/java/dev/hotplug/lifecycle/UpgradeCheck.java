package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.image.Image;
import dev.hotplug.link.ApiChange;
import dev.hotplug.link.LinkCheck;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.LinkReport;
import dev.hotplug.model.Requirement;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Links what is loaded against another version of one plugin, without loading that version. One instance serves one
 * file.
 *
 * <p>It takes no reference: a dependent that is unloaded meanwhile is named in a note.
 */
public final class UpgradeCheck {

    /**
     * What was found.
     *
     * @param id the plugin
     * @param from the version that is loaded
     * @param to the version in the file
     * @param notes what is worth knowing
     * @param problems why the new version itself would not load
     * @param dependents the plugins that use it, directly or not
     */
    public record Result(String id, String from, String to, List<String> notes, List<String> problems,
                         List<Dependent> dependents) {
    }

    /**
     * What would become of one plugin.
     *
     * @param breaks whether it would not load
     * @param reasons why, or what differs for it; empty if nothing does
     */
    public record Dependent(String id, String version, boolean breaks, List<String> reasons) {
    }

    private final Lifecycle lifecycle;
    private final Registry registry;
    private final Image image;
    private final Descriptor descriptor;
    private final Entry replaced;
    private final List<Entry> users;
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<Entry, Exporter> exporters = new HashMap<>();
    private ApiChange change;

    UpgradeCheck(Lifecycle lifecycle, Path file) {
        this.lifecycle = lifecycle;
        this.registry = lifecycle.registry();
        registry.requireOpen(String.valueOf(file.getFileName()));
        image = lifecycle.images().read(file);
        descriptor = lifecycle.examination().describe(image);
        replaced = registry.live(descriptor.id()).orElseThrow(this::nothingToReplace);
        users = lifecycle.usersOf(replaced);
    }

    private PluginException nothingToReplace() {
        Optional<PluginException> going = lifecycle.going(descriptor.id(), entry ->
                Refusal.notReplaceable(descriptor, entry));
        PluginInfo other = lifecycle.plugin(descriptor.id()).orElse(null);
        return going.isPresent() ? going.get() : other == null
                ? new PluginException(Reason.NOT_FOUND, descriptor.id(), descriptor.label()
                        + ": would replace nothing, so nobody would notice: no plugin " + descriptor.id()
                        + " is loaded; load it as a new one", null)
                : new PluginException(Reason.BUSY, descriptor.id(), descriptor.label() + ": cannot replace "
                        + other.id() + " " + other.version() + ", which is " + other.state()
                        + "; try again later", null);
    }

    /** Runs it. */
    Result run() {
        note();
        exporters.put(replaced, checkItself());
        List<Dependent> dependents = new ArrayList<>();
        for (Entry user : users) {
            try {
                dependents.add(check(user));
            } catch (UncheckedIOException | PluginException gone) {
                if (registry.isLive(user)) {
                    throw gone;
                }
                notes.add(user.label() + " was unloaded meanwhile");
            }
        }
        return new Result(descriptor.id(), replaced.descriptor.version(), descriptor.version(), notes, problems,
                dependents);
    }

    private void note() {
        String from = replaced.descriptor.version();
        int order = Requirement.compareVersions(descriptor.version(), from);
        if (replaced.fingerprint.equals(image.fingerprint())) {
            notes.add("it is the file that is loaded");
        } else if (order < 0) {
            notes.add(descriptor.version() + " is older than " + from + ", which is loaded");
        } else if (order == 0) {
            notes.add("it has the version that is loaded, but is another file");
        }
    }

    /** Whether the new version would load, and what it exports. */
    private Exporter checkItself() {
        List<Linkable> required = new ArrayList<>();
        for (Requirement requirement : descriptor.requires()) {
            Entry provider = registry.live(requirement.id()).orElse(null);
            if (provider != null && (provider == replaced || users.contains(provider))) {
                problems.add("requires " + requirement + ", which uses " + descriptor.id() + " itself: a circle");
            } else if (provider != null && requirement.accepts(provider.descriptor.version())) {
                required.add(provider.linkable());
            } else if (!requirement.optional()) {
                problems.add("requires " + requirement + ", " + (provider == null ? "which is not loaded"
                        : "but " + provider.label() + " is loaded"));
            }
        }
        LinkReport report = lifecycle.examination().rehearse(descriptor, image, required);
        report.atLeast(lifecycle.settings().refusedFrom()).forEach(finding -> problems.add(finding.sentence()));
        change = new ApiChange(digests(), report.plan().digests());
        return new Exporter(replaced.loadNumber, descriptor.label(), Set.copyOf(descriptor.exportedPackages()),
                report.plan().exported(), image::classFile,
                packageName -> exporterOf(packageName, required.stream().map(Linkable::exporter).toList()));
    }

    /** Of the one that is replaced. */
    private Map<String, String> digests() {
        try {
            return replaced.digests();
        } catch (UncheckedIOException gone) {
            throw registry.isLive(replaced) ? gone : nothingToReplace();
        }
    }

    /** What a plugin would export: what it inherits from the one that is replaced, it would have from the successor. */
    private Exporter exporter(Entry entry) {
        Exporter known = exporters.get(entry);
        if (known == null) {
            Exporter now = entry.linkable().exporter();
            List<Exporter> used = registry.usedBy(entry).stream().map(this::exporter).toList();
            known = new Exporter(now.loadNumber(), now.label(), now.packages(), now.types(), now.classFiles(),
                    packageName -> exporterOf(packageName, used));
            exporters.put(entry, known);
        }
        return known;
    }

    private static Exporter exporterOf(String packageName, List<Exporter> exporters) {
        return exporters.stream().filter(exporter -> exporter.packages().contains(packageName)).findFirst().orElse(null);
    }

    private Dependent check(Entry user) {
        List<String> reasons = new ArrayList<>();
        List<Exporter> used = new ArrayList<>();
        boolean breaks = false;
        for (Entry provider : registry.usedBy(user)) {
            if (provider != replaced) {
                used.add(exporter(provider));
                continue;
            }
            Requirement requirement = user.descriptor.requires().stream()
                    .filter(wanted -> wanted.id().equals(descriptor.id())).findFirst().orElseThrow();
            if (requirement.accepts(descriptor.version())) {
                used.add(exporter(provider));
            } else if (requirement.optional()) {
                reasons.add("does without it: " + requirement + " does not accept " + descriptor.version()
                        + requirement.preReleaseNote(descriptor.version()));
            } else {
                breaks = true;
                used.add(exporter(provider));
                reasons.add("requires " + requirement + ", which does not accept " + descriptor.version()
                        + requirement.preReleaseNote(descriptor.version()));
            }
        }
        Severity refused = user.attempt.refusedFrom.orElse(lifecycle.settings().refusedFrom());
        List<LinkFinding> findings = LinkCheck.link(user.descriptor, user.archive, lifecycle.hostClasses(), used, false)
                .atLeast(refused);
        findings.forEach(finding -> reasons.add(finding.sentence()));
        breaks |= !findings.isEmpty();
        if (!breaks && reasons.isEmpty()) {
            Set<String> changed = change.namedBy(user.archive);
            if (!changed.isEmpty()) {
                reasons.add("links, but uses what differs: " + String.join(", ", changed));
            }
        }
        return new Dependent(user.id(), user.descriptor.version(), breaks, List.copyOf(reasons));
    }
}
