package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;

/** Repeats unload attempts for as long as the caller is ready to wait. */
final class Unloader {

    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final WriterLock writer;
    private final UnloadSequence sequence;

    Unloader(WriterLock writer, UnloadSequence sequence) {
        this.writer = writer;
        this.sequence = sequence;
    }

    /**
     * Unloads one load of a plugin, trying again while it is in use, until a deadline.
     *
     * @param deadline by {@link System#nanoTime}
     * @throws PluginException as the last attempt was refused
     */
    Lifecycle.Unloaded unload(Entry entry, Unloading how, long deadline) {
        for (long pause = FIRST_PAUSE_NANOS;; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
            try {
                return attempt(entry, how, false);
            } catch (Obstacle obstacle) {
                long left = deadline - System.nanoTime();
                if (obstacle.reason() != Reason.IN_USE || left <= 0) {
                    throw obstacle.refusal();
                }
                pause(entry, Math.min(pause, left));
            }
        }
    }

    /** One attempt. */
    Lifecycle.Unloaded once(Entry entry, Unloading how, boolean closing) {
        try {
            return attempt(entry, how, closing);
        } catch (Obstacle obstacle) {
            throw obstacle.refusal();
        }
    }

    private Lifecycle.Unloaded attempt(Entry entry, Unloading how, boolean closing) {
        UnloadSequence.Attempt attempt = new UnloadSequence.Attempt(entry, how, closing);
        sequence.run(attempt);
        return new Lifecycle.Unloaded(attempt.going, attempt.complete, attempt.problems);
    }

    private void pause(Entry entry, long nanos) {
        try {
            writer.hold(() -> {
                writer.pause(nanos);
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.cannotUnload(Reason.INTERRUPTED, entry, "interrupted while it was waited for; nothing was"
                    + " changed");
        }
    }
}
