package dev.hotplug.lifecycle;

import dev.hotplug.symbol.SymbolKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Whose each symbol is, from when its plugin is formed until that is unlinked. Guarded by the {@link WriterLock}. */
final class Reservations {

    private final Map<SymbolKey, Entry> owners = new HashMap<>();

    /**
     * Reserves all or none.
     *
     * @throws dev.hotplug.api.PluginException {@code DUPLICATE_SYMBOL}
     */
    void take(Entry entry, Collection<SymbolKey> keys) {
        for (SymbolKey key : keys) {
            requireFree(entry, key);
        }
        for (SymbolKey key : keys) {
            put(entry, key);
        }
    }

    /** As the other, for one. */
    void take(Entry entry, SymbolKey key) {
        requireFree(entry, key);
        put(entry, key);
    }

    private void requireFree(Entry entry, SymbolKey key) {
        Entry owner = owners.get(key);
        if (owner != null) {
            throw Refusal.duplicate(entry, key, owner);
        }
    }

    private void put(Entry entry, SymbolKey key) {
        owners.put(key, entry);
        entry.reserved.add(key);
    }

    /** Frees what an entry has. A second call does nothing. */
    void free(Entry entry) {
        entry.reserved.forEach(key -> owners.remove(key, entry));
        entry.reserved.clear();
    }

    int size() {
        return owners.size();
    }
}
