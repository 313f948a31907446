package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.image.Image;
import dev.hotplug.link.ApiDigest;
import dev.hotplug.link.DeclaredTypes;
import dev.hotplug.link.LinkCheck;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.model.LinkReport;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What would come of loads, one after the other: each against what is loaded now, and what came before it and was not
 * refused. Nothing is registered and no code of a plugin runs; only while a file is linked against a plugin, that
 * plugin is held.
 *
 * <p>Not safe for use by many threads. It keeps the images that it was shown.
 */
public final class Rehearsal {

    /**
     * One requirement.
     *
     * @param requirement the requirement
     * @param provider the plugin of that id that would be there, as messages name it, or empty
     * @param satisfied whether that will do; an optional one need not be there
     */
    public record Need(Requirement requirement, Optional<String> provider, boolean satisfied) {
    }

    /**
     * What would come of one load.
     *
     * @param description what the file says of itself, or empty if it is no sound plugin
     * @param needs its requirements
     * @param findings what does not link, or empty if it could not be linked
     * @param refusals everything for which it would be refused
     */
    public record Result(Optional<Lifecycle.Description> description, List<Need> needs,
                         Optional<List<LinkFinding>> findings, List<PluginException> refusals) {
    }

    /** A file that would be loaded by now. */
    private record Loaded(Path file, Descriptor descriptor, Linkable linkable) {
    }

    private final Lifecycle lifecycle;
    private final Map<String, Loaded> loaded = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final RehearsedSymbols symbols;

    Rehearsal(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        this.symbols = new RehearsedSymbols(lifecycle);
    }

    /**
     * What would come of loading a file; what is empty is as the host has it.
     *
     * @param waiting how long to wait for a plugin of the same id that is being unloaded; zero not to
     */
    public Result load(Path file, Map<String, String> parameters, Optional<Severity> refusedFrom, Duration waiting) {
        LoadAttempt attempt = new LoadAttempt(file, parameters, Optional.empty(), refusedFrom);
        attempt.waiting = waiting;
        Image image;
        try {
            lifecycle.registry().requireOpen(attempt.label());
            image = lifecycle.images().read(file);
            attempt.descriptor = lifecycle.examination().describe(image);
        } catch (PluginException unsound) {
            return new Result(Optional.empty(), List.of(), Optional.empty(), List.of(unsound));
        }
        return load(attempt, image, refusedFrom.orElse(lifecycle.settings().refusedFrom()));
    }

    /**
     * Those of several files that require each other in a circle and are not loaded yet, with what a load of all of
     * them says to that.
     */
    public Map<Path, PluginException> circles(Collection<Path> files) {
        Map<Path, LoadAttempt> attempts = new LinkedHashMap<>();
        Map<Path, Descriptor> sound = new LinkedHashMap<>();
        for (Path file : files) {
            LoadAttempt attempt = new LoadAttempt(file, Map.of(), Optional.empty(), Optional.empty());
            try {
                attempt.descriptor = lifecycle.describe(file).descriptor();
                if (live(attempt.id()).isEmpty()) {
                    attempts.put(file, attempt);
                    sound.put(file, attempt.descriptor);
                }
            } catch (PluginException unsound) {
                // It requires nothing; its own load says what is wrong with it.
            }
        }
        Map<Path, PluginException> refusals = new LinkedHashMap<>();
        for (List<Path> circle : new BatchOrder(sound, file -> List.of()).hopeless()) {
            List<String> path = BatchOrder.path(circle, sound);
            circle.forEach(file -> refusals.put(file, Refusal.requirementCycle(attempts.get(file), path)));
        }
        return refusals;
    }

    private Result load(LoadAttempt attempt, Image image, Severity refusedFrom) {
        Descriptor descriptor = attempt.descriptor;
        List<PluginException> refusals = new ArrayList<>();
        List<Entry> held = new ArrayList<>();
        try {
            requireFreeId(attempt, refusals);
            List<Need> needs = new ArrayList<>();
            List<Linkable> required = resolve(attempt, needs, held, refusals);
            checkParameters(attempt, refusals);
            Optional<LinkReport> report = Optional.empty();
            Map<String, String> digests = Map.of();
            try {
                if (needs.stream().allMatch(Need::satisfied)) {
                    report = Optional.of(link(attempt, image, required, refusedFrom, refusals));
                }
                digests = report.map(found -> found.plan().digests())
                        .orElseGet(() -> LinkCheck.exports(descriptor, image));
            } catch (PluginException damaged) {
                refusals.add(damaged);
            }
            Lifecycle.Description description = new Lifecycle.Description(descriptor, attempt.file, image.size(),
                    image.digest(), ApiDigest.ofPackages(digests));
            if (!refusals.isEmpty()) {
                refused.add(descriptor.id());
            }
            return new Result(Optional.of(description), needs, report.map(LinkReport::findings), refusals);
        } finally {
            held.forEach(entry -> entry.reference.put());
        }
    }

    private void requireFreeId(LoadAttempt attempt, List<PluginException> refusals) {
        String id = attempt.id();
        Loaded earlier = loaded.get(id);
        if (earlier != null) {
            refusals.add(new PluginException(Reason.ALREADY_LOADED, id, attempt.label()
                    + ": would already be loaded, as " + earlier.descriptor().label() + " from " + earlier.file()
                    + "; load one of them", null));
        }
        live(id).ifPresent(entry -> refusals.add(Refusal.alreadyLoaded(attempt, entry)));
        if (attempt.waiting.isZero()) {
            lifecycle.going(id, entry -> Refusal.going(attempt, entry)).ifPresent(refusals::add);
        }
    }

    private List<Linkable> resolve(LoadAttempt attempt, List<Need> needs, List<Entry> held,
                                   List<PluginException> refusals) {
        List<Linkable> required = new ArrayList<>();
        List<PluginException> unmet = new ArrayList<>();
        for (Requirement requirement : attempt.descriptor.requires()) {
            Optional<Entry> entry = live(requirement.id()).filter(live -> live.reference.tryGet());
            entry.ifPresent(held::add);
            Loaded earlier = loaded.get(requirement.id());
            Optional<Descriptor> provider = entry.map(live -> live.descriptor)
                    .or(() -> Optional.ofNullable(earlier).map(Loaded::descriptor));
            boolean fits = provider.filter(found -> requirement.accepts(found.version())).isPresent();
            needs.add(new Need(requirement, provider.map(Descriptor::label), fits || requirement.optional()));
            if (fits) {
                required.add(entry.isPresent() ? entry.get().linkable() : earlier.linkable());
            } else if (!requirement.optional()) {
                unmet.add(entry.map(live -> lifecycle.registry().mismatch(attempt, requirement, live))
                        .orElseGet(() -> unmet(attempt, requirement, provider)));
            }
        }
        if (!unmet.isEmpty()) {
            refusals.add(Refusal.unmet(attempt, unmet));
        }
        return required;
    }

    private PluginException unmet(LoadAttempt attempt, Requirement requirement, Optional<Descriptor> found) {
        if (found.isPresent()) {
            return new PluginException(Reason.VERSION_MISMATCH, attempt.id(), "requires " + requirement + ", but "
                    + found.get().label() + " would be loaded before it"
                    + requirement.preReleaseNote(found.get().version()), null);
        }
        return refused.contains(requirement.id())
                ? new PluginException(Reason.DEPENDENCY_MISSING, attempt.id(), "requires " + requirement
                        + ", which would be refused itself", null)
                : lifecycle.going(requirement.id(), entry -> Refusal.missing(attempt, requirement, entry))
                        .orElseGet(() -> Refusal.missing(attempt, requirement, null));
    }

    /** By what the annotations say; whether a value fits its type, only the type can tell. */
    private static void checkParameters(LoadAttempt attempt, List<PluginException> refusals) {
        List<String> names = attempt.descriptor.parameters().stream().map(DeclaredParameter::name).toList();
        attempt.parameters.forEach((name, value) -> {
            if (!names.contains(name)) {
                refusals.add(Refusal.noParameter(attempt.descriptor, name, value, names));
            }
        });
        for (DeclaredParameter declared : attempt.descriptor.parameters()) {
            if (declared.required() && !attempt.parameters.containsKey(declared.name())) {
                refusals.add(Refusal.parameter(attempt.descriptor, declared.name(), null,
                        "a value of type " + declared.type(), null));
            }
        }
    }

    private LinkReport link(LoadAttempt attempt, Image image, List<Linkable> required, Severity refusedFrom,
                            List<PluginException> refusals) {
        Descriptor descriptor = attempt.descriptor;
        LinkReport report = lifecycle.examination().rehearse(descriptor, image, required);
        try {
            report.require(descriptor.id(), refusedFrom);
        } catch (PluginException defects) {
            refusals.add(defects);
        }
        LinkPlan.Exporter exporter = new LinkPlan.Exporter(-1 - loaded.size(), descriptor.label(),
                Set.copyOf(descriptor.exportedPackages()), report.plan().exported(), image::classFile,
                packageName -> required.stream().map(Linkable::exporter)
                        .filter(provider -> provider.packages().contains(packageName)).findFirst().orElse(null));
        for (String defect : DeclaredTypes.defects(descriptor, exporter, lifecycle.hostClasses())) {
            refusals.add(new PluginException(Reason.BAD_DESCRIPTOR, descriptor.id(), descriptor.label() + ": " + defect,
                    null));
        }
        List<RehearsedSymbols.Key> keys = symbols.declared(descriptor, report.plan(), required);
        refusals.addAll(clashes(descriptor, keys, refusals));
        if (refusals.isEmpty()) {
            loaded.put(descriptor.id(), new Loaded(attempt.file, descriptor, new Linkable(exporter,
                    Linkable.api(descriptor, report.plan(), required))));
            symbols.take(descriptor, keys);
        }
        return report;
    }

    /** If its id is taken, the symbols of the one that has it are no reason of their own: they go with that one. */
    private List<PluginException> clashes(Descriptor descriptor, List<RehearsedSymbols.Key> keys,
                                          List<PluginException> refusals) {
        boolean isTaken = refusals.stream().anyMatch(refusal -> refusal.reason() == Reason.ALREADY_LOADED);
        return symbols.clashes(descriptor, keys).stream().filter(clash -> !isTaken
                || clash.detail(PluginException.Symbol.class).filter(symbol ->
                        symbol.owner().equals(descriptor.id())).isEmpty()).toList();
    }

    private Optional<Entry> live(String id) {
        return lifecycle.registry().snapshot().all().stream()
                .filter(row -> row.state() == PluginState.LIVE && row.entry().id().equals(id))
                .map(Snapshot.Row::entry).findFirst();
    }
}
