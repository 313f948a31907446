package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Unloads every plugin of a host, the latest loaded first and dependents before what they require: calls are drained
 * while there is time, then the rest is forced.
 */
final class Shutdown {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Registry registry;
    private final WriterLock writer;
    private final UnloadSequence unloads;

    Shutdown(Registry registry, WriterLock writer, UnloadSequence unloads) {
        this.registry = registry;
        this.writer = writer;
        this.unloads = unloads;
    }

    /**
     * Runs.
     *
     * @return what stayed or went wrong
     */
    List<String> run(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        registry.close();
        awaitLoadsUnderWay(deadline);
        List<String> left = new ArrayList<>();
        Set<Entry> refused = new HashSet<>();
        for (Optional<Entry> next = next(refused); next.isPresent(); next = next(refused)) {
            Entry entry = next.get();
            try {
                Lifecycle.Unloaded unloaded = unload(entry, deadline);
                unloaded.problems().forEach(problem -> left.add(entry + ": " + problem));
            } catch (PluginException e) {
                refused.add(entry);
                stays(e.getMessage(), left);
            }
        }
        awaitQuiet(deadline);
        registry.entries().stream().filter(entry -> !refused.contains(entry))
                .forEach(entry -> stays(entry + ": is still " + entry.state + ": " + whyStill(entry), left));
        quarantined().forEach(entry -> stays(entry + ": stays in quarantine until its users and threads are gone: "
                + entry.reference.references() + " references, " + Whereabouts.of(entry), left));
        return left;
    }

    /** What goes wrong in an unload is in the log already; what stays is not. */
    private static void stays(String sentence, List<String> left) {
        left.add(sentence);
        HostLog.get().warn("close: {}", sentence);
    }

    private String whyStill(Entry entry) {
        List<String> users = writer.hold(() -> entry.usedBy.stream().map(Entry::toString).toList());
        if (entry.state == PluginState.LIVE && !users.isEmpty()) {
            return "required by " + String.join(", ", users) + "; cleaned up when that is gone and close is called again";
        }
        return "its " + (entry.claimed ? "unload" : "load") + " did not end in time; when it does, it is"
                + (entry.claimed ? "" : " refused and") + " cleaned up";
    }

    private Stream<Entry> quarantined() {
        return registry.snapshot().all().stream().filter(Snapshot.Row::isQuarantined).map(Snapshot.Row::entry);
    }

    /** Lets the reaper finish what nobody holds any more. */
    private void awaitQuiet(long deadline) {
        awaitUntil(deadline, () -> quarantined().noneMatch(entry -> entry.reference.isReleased()));
    }

    private Lifecycle.Unloaded unload(Entry entry, long deadline) {
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

    private Optional<Entry> next(Set<Entry> refused) {
        return writer.hold(() -> {
            List<Entry> left = registry.entries().stream()
                    .filter(entry -> entry.state == PluginState.LIVE || entry.stranded)
                    .filter(entry -> !refused.contains(entry))
                    .sorted(Comparator.comparingLong((Entry entry) -> entry.loadNumber).reversed())
                    .toList();
            List<Entry> free = left.stream().filter(entry -> entry.usedBy.isEmpty() && !entry.claimed).toList();
            // Where the order that plugins ask for is a circle, the latest loaded goes first.
            return free.stream().filter(entry -> left.stream()
                            .noneMatch(other -> other.descriptor.after().contains(entry.id())))
                    .findFirst().or(() -> free.stream().findFirst());
        });
    }

    private void awaitLoadsUnderWay(long deadline) {
        awaitUntil(deadline, () -> registry.entries().stream()
                .allMatch(entry -> entry.state == PluginState.LIVE || entry.stranded));
    }

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
