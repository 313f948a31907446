package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.lifecycle.Lifecycle.UnloadResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Unloads several plugins, each after those that require it: a plugin always goes live later than what it requires, so
 * the latest goes first. One that is refused stops none but those that it requires.
 */
final class GroupUnload {

    private static final Comparator<Entry> LATEST_FIRST = Comparator.comparingLong((Entry entry) ->
            entry.liveNumber == 0 ? Long.MAX_VALUE : entry.liveNumber).thenComparingLong(entry -> entry.loadNumber)
            .reversed();

    private final Registry registry;
    private final WriterLock writer;
    private final Unloader unloader;
    private final Journal journal;

    GroupUnload(Registry registry, WriterLock writer, UnloadSequence unloads, Journal journal) {
        this.registry = registry;
        this.writer = writer;
        this.journal = journal;
        this.unloader = new Unloader(writer, unloads);
    }

    /**
     * Runs.
     *
     * @param ids whom to unload
     * @param dependents whether to unload what requires them as well
     * @param dependencies whether to unload, afterwards, what they required and nobody uses any more
     * @param how each of them
     * @return an outcome for each plugin that was asked for or had to go, in the order in which they went; a plugin that
     *     would have gone as unused but is in use is not among them
     */
    List<UnloadResult> run(Collection<String> ids, boolean dependents, boolean dependencies, Unloading how) {
        List<UnloadResult> results = new ArrayList<>();
        Set<Entry> going = new LinkedHashSet<>();
        for (String id : new LinkedHashSet<>(ids)) {
            try {
                going.add(registry.find(id));
            } catch (PluginException notFound) {
                journal.refused(notFound);
                results.add(new UnloadResult(id, Optional.empty(), Optional.of(notFound)));
            }
        }
        if (dependents) {
            going = withDependents(going);
            Optional<PluginException> held = obstacle(going, how);
            if (held.isPresent()) {
                results.add(new UnloadResult(held.get().pluginId().orElseThrow(), Optional.empty(), held));
                return results;
            }
        }
        long deadline = System.nanoTime() + how.waiting().toNanos();
        Set<Entry> required = new LinkedHashSet<>();
        for (Entry entry : latestFirst(going)) {
            List<Entry> uses = writer.hold(() -> List.copyOf(entry.uses));
            UnloadResult result = unload(entry, how, deadline);
            results.add(result);
            if (result.unloaded().isPresent()) {
                required.addAll(uses);
            }
        }
        if (dependencies) {
            unloadUnused(required, results);
        }
        return results;
    }

    /**
     * The plugins, and everything that requires one of them, directly or through others. Not those in quarantine: they
     * have been unloaded, and nobody requires them.
     */
    Set<Entry> withDependents(Set<Entry> entries) {
        return writer.hold(() -> {
            Set<Entry> all = new LinkedHashSet<>();
            Deque<Entry> next = new ArrayDeque<>(entries);
            while (!next.isEmpty()) {
                Entry entry = next.pop();
                if (all.add(entry)) {
                    entry.usedBy.stream().filter(user -> !user.isQuarantined()).forEach(next::add);
                }
            }
            return all;
        });
    }

    /**
     * Why one of a group would be refused although all that require it go first: looked at before anybody goes, so that
     * a refusal changes nothing, unless what stands in the way comes in between.
     */
    Optional<PluginException> obstacle(Set<Entry> group, Unloading how) {
        for (Entry entry : latestFirst(group)) {
            PluginException refusal = how.waiting().isZero() ? usersThatStay(entry) : null;
            if (refusal == null && !how.forced()) {
                refusal = obstacle(entry, group, how);
            }
            if (refusal != null) {
                journal.refused(entry, refusal);
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** Nobody can have those go first that are in quarantine. */
    private PluginException usersThatStay(Entry entry) {
        Dependents staying = writer.hold(() ->
                Dependents.among(entry.usedBy.stream().filter(Entry::isQuarantined).toList()));
        return staying.isEmpty() ? null : staying.refusal(entry);
    }

    private PluginException obstacle(Entry entry, Set<Entry> group, Unloading how) {
        // The references of one that comes up are its own load's.
        PluginException refusal = writer.hold(() ->
                entry.state.compareTo(PluginState.LIVE) < 0 ? Refusal.notLive(entry) : null);
        if (refusal != null) {
            return refusal;
        }
        if (entry.descriptor.permanent()) {
            return Refusal.permanent(entry);
        }
        long inside = writer.hold(() -> entry.usedBy.stream().filter(group::contains).count());
        int references = (int) Math.max(0, entry.reference.references() - inside);
        int calls = how.drains() ? 0 : entry.reference.calls();
        return how.waiting().isZero() && (references > 0 || calls > 0) ? Refusal.held(entry, references, calls) : null;
    }

    /** Refuses what needs all of a group, if one of them is on its way out: it can be neither kept nor put back. */
    void requireNoneGoing(Set<Entry> group) {
        for (Entry entry : latestFirst(group)) {
            boolean going = writer.hold(() -> entry.state == PluginState.GOING);
            if (going) {
                PluginException refusal = Refusal.goingAlready(entry, writer.hold(entry::isAdrift));
                journal.refused(entry, refusal);
                throw refusal;
            }
        }
    }

    UnloadResult unload(Entry entry, Unloading how, long deadline) {
        try {
            return new UnloadResult(entry.id(), Optional.of(unloader.unload(entry, how, deadline)), Optional.empty());
        } catch (PluginException refused) {
            journal.refused(entry, refused);
            return new UnloadResult(entry.id(), Optional.empty(), Optional.of(refused));
        }
    }

    /**
     * By when they went live, not by their load numbers: a load may wait for one that it requires while another one is
     * loaded. Those that are not live yet come first; nobody requires them.
     */
    List<Entry> latestFirst(Collection<Entry> entries) {
        return writer.hold(() -> entries.stream().sorted(LATEST_FIRST).toList());
    }

    /**
     * As {@code modprobe -r}: who still uses one of them is no reason to complain. So none is forced, nor drained, which
     * would turn away who uses what nobody asked to be unloaded.
     */
    private void unloadUnused(Set<Entry> candidates, List<UnloadResult> results) {
        Set<Entry> tried = new LinkedHashSet<>();
        for (Optional<Entry> next = nextUnused(candidates, tried); next.isPresent();
                next = nextUnused(candidates, tried)) {
            Entry entry = next.get();
            tried.add(entry);
            List<Entry> uses = writer.hold(() -> List.copyOf(entry.uses));
            UnloadResult result = unload(entry, Unloading.PLAIN, System.nanoTime());
            if (result.unloaded().isPresent()) {
                results.add(result);
                candidates.addAll(uses);
            }
        }
    }

    private Optional<Entry> nextUnused(Set<Entry> candidates, Set<Entry> tried) {
        return writer.hold(() -> latestFirst(candidates).stream()
                .filter(entry -> !tried.contains(entry) && entry.usedBy.isEmpty() && entry.state == PluginState.LIVE)
                .findFirst());
    }
}
