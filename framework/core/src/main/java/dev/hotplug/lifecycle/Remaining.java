package dev.hotplug.lifecycle;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Those that a {@link Shutdown} still has to unload, in the order in which they should go: the latest loaded first, but
 * before all others those that came up after one of them by their own wish. Made once for all of them, since to order
 * ten thousand anew for each took most of a shutdown.
 *
 * <p>Used by one thread.
 */
final class Remaining {

    /** By load number. */
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    /** How many of them want to go before the one of this id. */
    private final Map<String, Integer> before = new HashMap<>();

    Remaining(Collection<Entry> all) {
        for (Entry entry : all) {
            entries.put(entry.loadNumber, entry);
            entry.descriptor.after().forEach(id -> before.merge(id, 1, Integer::sum));
        }
    }

    void remove(Entry entry) {
        if (entries.remove(entry.loadNumber) != null) {
            entry.descriptor.after().forEach(id -> before.merge(id, -1, Integer::sum));
        }
    }

    /** The first that is free; where the order that they wish for is a circle, the latest loaded; {@code null} for none. */
    Entry first(Predicate<Entry> free) {
        Entry latest = null;
        for (Entry entry : entries.descendingMap().values()) {
            if (free.test(entry)) {
                if (before.getOrDefault(entry.id(), 0) == 0) {
                    return entry;
                }
                latest = latest == null ? entry : latest;
            }
        }
        return latest;
    }

    boolean none(Predicate<Entry> matching) {
        return entries.values().stream().noneMatch(matching);
    }
}
