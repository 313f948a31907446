package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Taint;
import dev.hotplug.rcu.Trie;
import dev.hotplug.rcu.TrieMap;
import dev.hotplug.symbol.SymbolTable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What readers see: all plugins that are formed and all symbols that are visible, of one moment. The next one
 * replaces it whole, and shares with it what has not changed.
 *
 * @param rows by load number
 * @param ids the load numbers of those that own their id
 * @param symbols the visible exports
 */
record Snapshot(Trie<Row> rows, TrieMap<String, Long> ids, SymbolTable symbols) {

    /** Of a host that has loaded nothing yet. */
    static final Snapshot EMPTY = new Snapshot(Trie.empty(), TrieMap.empty(), SymbolTable.empty());

    /**
     * One plugin.
     *
     * @param entry the load, for its two counts and its descriptor
     * @param users the entries that use it, by load number
     */
    record Row(Entry entry, PluginState state, List<String> uses, Trie<Entry> users, Set<Taint> taints,
               Instant since) {

        static Row of(Entry entry) {
            return of(entry, entry.state, entry.since);
        }

        /** As it will be in another state. */
        static Row of(Entry entry, PluginState state, Instant since) {
            return new Row(entry, state, ids(entry.uses), entry.formedUsers, entry.taints, since);
        }

        /** Without a stream: each load of a plugin lists it and each that it requires twice. */
        private static List<String> ids(List<Entry> entries) {
            String[] ids = new String[entries.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = entries.get(i).id();
            }
            return List.of(ids);
        }

        /** In load order. */
        List<String> usedBy() {
            return users.isEmpty() ? List.of() : users.values().stream().map(Entry::id).toList();
        }

        PluginInfo info() {
            // The count is of now, the users are of the snapshot: one that has left since is still counted, as listed.
            int references = Math.max(entry.reference.references(), users.size());
            return new PluginInfo(entry.id(), entry.descriptor.version(), entry.loadNumber, state, references,
                    entry.reference.calls(), uses, usedBy(), taints, since);
        }

        /** Whether its id is not its own any more. */
        boolean isQuarantined() {
            return !taints.isEmpty() && taints.contains(Taint.QUARANTINED);
        }
    }

    /** All rows, in load order. */
    Collection<Row> all() {
        return rows.values();
    }

    /** The row of the plugin that owns an id, or {@code null} if none does. */
    Row owner(String id) {
        Long loadNumber = ids.get(id);
        return loadNumber == null ? null : rows.get(loadNumber);
    }

    /** This one and a row, or another row for a plugin that has one. */
    Snapshot with(Row row) {
        long number = row.entry().loadNumber;
        String id = row.entry().id();
        return new Snapshot(rows.with(number, row), row.isQuarantined() ? idsWithout(row.entry())
                : Long.valueOf(number).equals(ids.get(id)) ? ids : ids.with(id, number), symbols);
    }

    /** This one without a plugin and its symbols. */
    Snapshot without(Entry entry) {
        return new Snapshot(rows.without(entry.loadNumber), idsWithout(entry),
                symbols.without(entry.loadNumber, entry.since));
    }

    /** This one with other symbols. */
    Snapshot with(SymbolTable next) {
        return new Snapshot(rows, ids, next);
    }

    private TrieMap<String, Long> idsWithout(Entry entry) {
        return Long.valueOf(entry.loadNumber).equals(ids.get(entry.id())) ? ids.without(entry.id()) : ids;
    }
}
