package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.image.Image;
import dev.hotplug.lifecycle.Lifecycle.BatchResult;
import dev.hotplug.lifecycle.Lifecycle.Reloaded;
import dev.hotplug.lifecycle.Lifecycle.UnloadResult;
import dev.hotplug.lifecycle.Lifecycle.Unloaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.MarkerFactory;

/**
 * Unloads a plugin with everything that requires it, loads it anew, and puts the others back in order, from the very
 * bytes that they were loaded from and with the parameters that they had. If the new plugin does not come up, the old
 * one is put back the same way. There is a gap in which none of them serves.
 *
 * <p>From the first unload on, an interrupt ends only what is being done at that moment: nothing could be put back by a
 * thread that everything refuses. It is there again at the end.
 */
final class Reload {

    /**
     * A plugin as it can be loaded again, whatever became of its file. Its parameters stay with the load that was, since
     * they may be set until that is unloaded.
     */
    private record Kept(Path file, Path bytes, Entry before) {
    }

    private final Lifecycle lifecycle;
    private final GroupUnload group;
    private boolean interrupted;

    Reload(Lifecycle lifecycle, GroupUnload group) {
        this.lifecycle = lifecycle;
        this.group = group;
    }

    /**
     * Runs.
     *
     * @param id the plugin
     * @param file the new file; empty for the one that the plugin was loaded from
     * @param how each of the plugins is unloaded
     * @throws PluginException if the file is not the plugin's, if one of them cannot be unloaded (what was unloaded
     *     before is back then, unless it requires one that a drain left going, which is said), or if neither the new
     *     nor the old one comes up
     */
    Reloaded run(String id, Optional<Path> file, Unloading how) {
        Entry entry = lifecycle.leaving(id);
        Set<Entry> all = group.withDependents(Set.of(entry));
        group.requireNoneGoing(all);
        Path newFile = file.orElse(entry.file);
        Image image = requireSameId(entry, newFile);
        group.obstacle(all, how).ifPresent(obstacle -> {
            throw obstacle;
        });
        List<Entry> going = group.latestFirst(all);
        Map<Entry, Kept> kept = new LinkedHashMap<>();
        try {
            for (Entry each : going) {
                kept.put(each, keep(each));
            }
            List<Unloaded> unloaded = unloadAll(going, how, kept);
            Kept old = kept.get(entry);
            List<Entry> dependents = new ArrayList<>(going);
            dependents.remove(entry);
            Collections.reverse(dependents);
            Optional<PluginException> failure = Optional.empty();
            PluginInfo plugin;
            try {
                plugin = load(new Kept(newFile, newFile, entry), image);
            } catch (PluginException failed) {
                failure = Optional.of(failed);
                plugin = putBack(old, failed, dependents, kept);
            }
            return new Reloaded(plugin, failure, dependents.stream().map(each -> restore(kept.get(each))).toList(),
                    unloaded);
        } finally {
            kept.values().forEach(each -> delete(each.bytes()));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The file as it is now: it may be another by the time that the old one is gone. */
    private Image requireSameId(Entry entry, Path file) {
        Image image = lifecycle.images().read(file);
        String found = lifecycle.examination().describe(image).label();
        if (!found.startsWith(entry.id() + " ")) {
            throw new PluginException(Reason.BAD_DESCRIPTOR, entry.id(), entry.label() + ": cannot be reloaded from " + file
                    + ": expected a version of " + entry.id() + ", found " + found + "; nothing was changed", null);
        }
        return image;
    }

    private List<Unloaded> unloadAll(List<Entry> going, Unloading how, Map<Entry, Kept> kept) {
        long deadline = System.nanoTime() + how.waiting().toNanos();
        List<Entry> gone = new ArrayList<>();
        List<Unloaded> unloaded = new ArrayList<>();
        for (Entry each : going) {
            UnloadResult result = group.unload(each, how, deadline);
            if (result.refusal().isPresent()) {
                Collections.reverse(gone);
                throw refused(result.refusal().get(), gone.stream().map(other -> restore(kept.get(other))).toList());
            }
            gone.add(each);
            result.unloaded().ifPresent(unloaded::add);
        }
        return unloaded;
    }

    /** The refusal, and what could not be put back because of it. */
    private static PluginException refused(PluginException refusal, List<BatchResult> restored) {
        List<PluginException> lost = restored.stream().flatMap(each -> each.failure().stream()).toList();
        if (lost.isEmpty()) {
            return refusal;
        }
        PluginException told = new PluginException(refusal.reason(), refusal.pluginId().orElse(null),
                refusal.getMessage() + "; unloaded before it, and not back: " + lost.stream()
                        .map(failure -> failure.pluginId().orElse("?")).collect(Collectors.joining(", "))
                        + "; load that again", refusal, refusal.details().toArray(PluginException.Detail[]::new));
        lost.forEach(told::addSuppressed);
        return told;
    }

    /** Loads the old one; if even that fails, its dependents cannot come back either, and the failure says so. */
    private PluginInfo putBack(Kept old, PluginException failed, List<Entry> dependents, Map<Entry, Kept> kept) {
        try {
            return load(old, null);
        } catch (PluginException again) {
            failed.addSuppressed(again);
            for (Entry dependent : dependents) {
                restore(kept.get(dependent)).failure().ifPresent(failed::addSuppressed);
            }
            throw failed;
        }
    }

    private BatchResult restore(Kept plugin) {
        try {
            return new BatchResult(plugin.file(), Optional.of(load(plugin, null)), Optional.empty());
        } catch (PluginException failed) {
            HostLog.get().atWarn().addMarker(MarkerFactory.getMarker(Problems.OF_RELOAD))
                    .log("reload: {}", failed.getMessage());
            return new BatchResult(plugin.file(), Optional.empty(), Optional.of(failed));
        }
    }

    /** Loads one, from the image if there is one. */
    private PluginInfo load(Kept plugin, Image image) {
        interrupted |= Thread.interrupted();
        Entry before = plugin.before();
        LoadAttempt attempt = new LoadAttempt(plugin.file(), plugin.bytes(), before.parameters().given(),
                before.attempt.startLimit, before.attempt.refusedFrom);
        attempt.image = image;
        return lifecycle.load(attempt);
    }

    private static PluginException notKept(Entry entry, Path copy, IOException e) {
        return new PluginException(Reason.INTERNAL_ERROR, entry.id(), entry.label() + ": cannot be kept at " + copy
                + " while it is reloaded: " + Refusal.describe(e) + "; nothing was changed; make room there", e);
    }

    private Kept keep(Entry entry) {
        Path copy = lifecycle.scratchDirectory().resolve("reload-" + UUID.randomUUID() + ".jar");
        try {
            lifecycle.registry().using(entry, () -> copy(entry, copy));
        } catch (UncheckedIOException wrapped) {
            throw notKept(entry, copy, wrapped.getCause());
        }
        return new Kept(entry.file, copy, entry);
    }

    private static void copy(Entry entry, Path copy) {
        try {
            // While the plugin is held: a host that is closed has deleted its directory, which nobody deletes again.
            Files.createDirectories(copy.getParent());
            entry.staged.copyImage(copy, entry.size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            HostLog.get().warn("{}: left behind by a reload: {}; delete it", copy,
                    Refusal.describe(e));
        }
    }
}
