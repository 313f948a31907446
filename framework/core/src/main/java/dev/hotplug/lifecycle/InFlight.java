package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.model.LinkFinding.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Merges loads of the same bytes with the same parameters and options that run at the same time into one attempt (the
 * kernel's {@code idempotent()}, keyed by content instead of inode). Guarded by the {@link WriterLock}.
 */
final class InFlight {

    /** The record's own {@code equals} would be linked by {@code invokedynamic}, which costs a cold JVM 15 ms. */
    record Key(String fingerprint, Map<String, String> parameters, Optional<Duration> startLimit,
                       Optional<Severity> refusedFrom, Duration waiting) {

        static Key of(LoadAttempt attempt) {
            return new Key(attempt.image.fingerprint(), attempt.parameters, attempt.startLimit,
                    attempt.refusedFrom, attempt.waiting);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.fingerprint.equals(fingerprint) && key.parameters.equals(parameters)
                    && key.startLimit.equals(startLimit) && key.refusedFrom.equals(refusedFrom)
                    && key.waiting.equals(waiting);
        }

        @Override
        public int hashCode() {
            return fingerprint.hashCode();
        }
    }

    private final WriterLock writer;
    private final Map<Key, LoadAttempt> leaders = new HashMap<>();

    InFlight(WriterLock writer) {
        this.writer = writer;
    }

    /**
     * Makes the attempt the one that loads these bytes, or waits for the one that does.
     *
     * @throws PluginException {@code ALREADY_LOADED} if that one is live, its failure if it failed, or as the wait ends
     */
    void lead(LoadAttempt attempt, Callers callers) {
        Key key = Key.of(attempt);
        attempt.key = key;
        writer.lock();
        try {
            for (LoadAttempt leader = leaders.putIfAbsent(key, attempt); leader != null;
                    leader = leaders.putIfAbsent(key, attempt)) {
                LoadAttempt awaited = leader;
                writer.await(attempt, callers, awaited, () -> awaited.outcome != null);
                attempt.descriptor = awaited.descriptor;
                PluginException failure = awaited.outcome.failure().orElse(null);
                if (failure == null && awaited.entry.state == PluginState.LIVE) {
                    throw Refusal.alreadyLoaded(attempt, awaited.entry);
                }
                // One that went live ends a little later, and may have been unloaded by then: it is nowhere any more.
                if (failure != null && !isOfTheCaller(failure.reason())) {
                    throw new PluginException(failure.reason(), failure.pluginId().orElse(null), failure.getMessage(),
                            failure, failure.details().toArray(PluginException.Detail[]::new));
                }
                attempt.descriptor = null;
            }
        } finally {
            writer.unlock();
        }
    }

    /** Ends that say something of the caller, not of the plugin: whoever was merged tries by itself. */
    private static boolean isOfTheCaller(Reason reason) {
        return reason == Reason.INTERRUPTED || reason == Reason.DEPENDENCY_CYCLE || reason == Reason.BUSY;
    }

    /** Ends the attempt; whoever was merged with it, or waits for its id, goes on. */
    void end(LoadAttempt attempt, LoadAttempt.Outcome outcome) {
        writer.lock();
        try {
            // First, and by its key, which takes no memory: a leader that has ended and stays would be looked at for
            // ever, with the lock held, by the next load of these bytes.
            leaders.remove(attempt.key, attempt);
            attempt.outcome = outcome;
            writer.signal();
        } finally {
            writer.unlock();
        }
    }

    int size() {
        return writer.hold(leaders::size);
    }
}
