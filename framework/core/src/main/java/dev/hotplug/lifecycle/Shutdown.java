package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Unloads every plugin of a host, the latest loaded first and dependents before what they require: calls are drained
 * while there is time, then the rest is forced. Loads and unloads that others have begun are waited for, other shutdowns
 * included; only what is under way on this very thread is not, since that waits for this.
 */
final class Shutdown {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Registry registry;
    private final WriterLock writer;
    private final UnloadSequence unloads;
    private final Callers callers;
    /** What was refused, and is told of already. */
    private final Set<Entry> refused = new HashSet<>();
    private final List<String> left = new ArrayList<>();

    Shutdown(Registry registry, WriterLock writer, UnloadSequence unloads, Callers callers) {
        this.registry = registry;
        this.writer = writer;
        this.unloads = unloads;
        this.callers = callers;
    }

    /**
     * Runs, once.
     *
     * @return what stayed or went wrong
     */
    List<String> run(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        registry.close();
        Set<Entry> own = ofThisThread();
        awaitUntil(deadline, () -> registry.entries().stream().allMatch(entry -> hasSettled(entry) || own.contains(entry)));
        List<Entry> others = new ArrayList<>(registry.entries());
        others.removeAll(own);
        Remaining remaining = new Remaining(others);
        unload(remaining, deadline);
        awaitUntil(deadline, () -> quarantined().noneMatch(entry -> entry.reference.isReleased()));
        // What those in quarantine required.
        unload(remaining, deadline);
        registry.entries().stream().filter(entry -> !refused.contains(entry))
                .forEach(entry -> stays(entry + ": is still " + entry.state + ": " + whyStill(entry, own)));
        quarantined().forEach(entry -> stays(entry + ": stays in quarantine until its users and threads are gone, or the"
                + " process: " + entry.reference.references() + " references, " + Whereabouts.of(entry)));
        return left;
    }

    private void unload(Remaining remaining, long deadline) {
        for (Entry next = next(remaining, deadline); next != null; next = next(remaining, deadline)) {
            if (unload(next, deadline)) {
                remaining.remove(next);
            }
        }
    }

    /** Those whose load or unload has called this, from a listener or from the plugin itself. */
    private Set<Entry> ofThisThread() {
        Set<LoadAttempt> loading = callers.standingStill();
        Entry owner = Thread.currentThread() instanceof PluginThread worker ? worker.owner() : null;
        return writer.hold(() -> {
            Set<Entry> own = new HashSet<>();
            for (Entry entry : registry.entries()) {
                if (entry.isClaimedHere() || loading.contains(entry.attempt)
                        || entry == owner && !hasSettled(entry)) {
                    own.add(entry);
                }
            }
            return own;
        });
    }

    private static boolean hasSettled(Entry entry) {
        return entry.state == PluginState.LIVE || entry.isAdrift();
    }

    /** The next that can go; waits while one that cannot go yet may do so soon, or goes by itself. */
    private Entry next(Remaining remaining, long deadline) {
        Entry[] next = new Entry[1];
        awaitUntil(deadline, () -> {
            next[0] = remaining.first(entry -> hasSettled(entry) && !entry.isClaimed() && entry.usedBy.isEmpty());
            return next[0] != null || remaining.none(entry -> (entry.isClaimed() || !hasSettled(entry))
                    && registry.entry(entry.id()).filter(entry::equals).isPresent());
        });
        return next[0];
    }

    /** Unloads one; {@code false} if somebody else was just about to, and may or may not succeed. */
    private boolean unload(Entry entry, long deadline) {
        try {
            unloadOrForce(entry, deadline).problems().forEach(problem -> left.add(entry + ": " + problem));
        } catch (PluginException e) {
            if (e.reason() == Reason.BUSY && deadline - System.nanoTime() > 0) {
                return false;
            }
            if (e.reason() != Reason.NOT_FOUND) {
                refused.add(entry);
                stays(e.getMessage());
            }
        }
        return true;
    }

    private Lifecycle.Unloaded unloadOrForce(Entry entry, long deadline) {
        Unloader unloader = new Unloader(writer, unloads);
        Duration drain = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        try {
            return unloader.once(entry, new Unloading(Duration.ZERO, drain, false), true);
        } catch (PluginException e) {
            if (e.reason() != Reason.IN_USE && e.reason() != Reason.DRAIN_TIMEOUT && e.reason() != Reason.INTERRUPTED) {
                throw e;
            }
            return unloader.once(entry, new Unloading(Duration.ZERO, Duration.ZERO, true), true);
        }
    }

    /** What goes wrong in an unload is in the log already; what stays is not. */
    private void stays(String sentence) {
        left.add(sentence);
        HostLog.get().warn("close: {}", sentence);
    }

    private String whyStill(Entry entry, Set<Entry> own) {
        List<String> users = writer.hold(() -> entry.usedBy.stream().map(Entry::toString).toList());
        if (entry.state == PluginState.LIVE && !users.isEmpty()) {
            return "required by " + String.join(", ", users) + "; it ends with the process, or with another"
                    + " close when that is gone";
        }
        boolean unloading = writer.hold(entry::isClaimed);
        return "its " + (unloading ? "unload" : "load") + (own.contains(entry) ? " is what called close"
                : " did not end in time") + "; when it ends, it is" + (unloading ? "" : " refused and") + " cleaned up";
    }

    private Stream<Entry> quarantined() {
        return registry.snapshot().all().stream().filter(Snapshot.Row::isQuarantined).map(Snapshot.Row::entry);
    }

    /** The condition is asked under the lock, at least once, and again when something has changed. */
    private void awaitUntil(long deadline, BooleanSupplier over) {
        try {
            writer.hold(() -> {
                while (!over.getAsBoolean() && deadline - System.nanoTime() > 0) {
                    writer.pause(PAUSE_NANOS);
                }
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
