package dev.hotplug.console.dropin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells a file that is there from one that is being written: by a time in which neither size nor time of it changed. A
 * burst is over when that holds for the whole directory; but a file that never rests does not hold up the others for
 * longer than a patience.
 *
 * <p>Times are of {@link System#nanoTime}, given by the caller.
 */
final class Settling {

    private record Seen(Stamp stamp, long since) {
    }

    private final long settleNanos;
    private final long patienceNanos;
    private final Map<String, Seen> files = new HashMap<>();
    private boolean pending;
    private long firstChange;
    private long lastChange;

    Settling(Duration settle, Duration patience) {
        this.settleNanos = settle.toNanos();
        this.patienceNanos = patience.toNanos();
    }

    /** Takes a file as it stands, as one that was there long before anybody looked. */
    void seenBefore(String file, Stamp stamp, long now) {
        files.put(file, new Seen(stamp, now - settleNanos));
    }

    /** Notes what was seen. */
    void seen(Map<String, Stamp> found, long now) {
        boolean changed = files.keySet().retainAll(found.keySet());
        for (Map.Entry<String, Stamp> file : found.entrySet()) {
            Seen before = files.get(file.getKey());
            if (before == null || !before.stamp().equals(file.getValue())) {
                files.put(file.getKey(), new Seen(file.getValue(), now));
                changed = true;
            }
        }
        if (changed) {
            firstChange = pending ? firstChange : now;
            lastChange = now;
            pending = true;
        }
    }

    /** Whether it is time to act on what was seen. */
    boolean isDue(long now) {
        return !pending || now - lastChange >= settleNanos || now - firstChange >= patienceNanos;
    }

    /** It was acted on. What has not settled is still to be looked at soon. */
    void acted(long now) {
        pending = settled(now).size() < files.size();
        firstChange = now;
    }

    /** Whether something has changed since it was last acted on, or is changing still. */
    boolean isPending() {
        return pending;
    }

    /** The files that have rested for long enough. */
    Set<String> settled(long now) {
        return files.entrySet().stream().filter(file -> now - file.getValue().since() >= settleNanos)
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
