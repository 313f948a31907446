package dev.hotplug.lifecycle;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The entries that own their id and are not live: few, however many plugins there are. Guarded by the
 * {@link WriterLock}.
 */
final class Unsettled {

    private final Set<Entry> entries = new HashSet<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    /** Whether there is a load under way, or an unload, that may run code of its plugin. */
    boolean anyCode() {
        for (Entry entry : entries) {
            if (entry.loader != null) {
                return true;
            }
        }
        return false;
    }

    /** The load whose class loader this is, if it is one. */
    Optional<LoadAttempt> of(ClassLoader loader) {
        return entries.stream().filter(entry -> entry.loader == loader).map(entry -> entry.attempt).findFirst();
    }
}
