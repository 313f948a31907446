package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Taint;
import dev.hotplug.symbol.SymbolTable;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What readers see: all plugins that are formed and all symbols that are visible, of one moment. The next one
 * replaces it whole.
 *
 * @param rows in load order
 * @param symbols the visible exports
 */
record Snapshot(List<Row> rows, SymbolTable symbols) {

    /**
     * One plugin.
     *
     * @param entry the load, for its two counts and its descriptor
     */
    record Row(Entry entry, PluginState state, List<String> uses, List<String> usedBy, Set<Taint> taints,
               Instant since) {

        static Row of(Entry entry) {
            return new Row(entry, entry.state, entry.uses.stream().map(Entry::id).toList(),
                    entry.usedBy.stream().filter(user -> user.state != PluginState.UNFORMED).map(Entry::id).toList(),
                    Set.copyOf(entry.taints), entry.since);
        }

        PluginInfo info() {
            // The count is of now, the users are of the snapshot: one that has left since is still counted, as listed.
            int references = Math.max(entry.reference.references(), usedBy.size());
            return new PluginInfo(entry.id(), entry.descriptor.version(), entry.loadNumber, state, references,
                    entry.reference.calls(), uses, usedBy, taints, since);
        }

        /** Whether its id is not its own any more. */
        boolean isQuarantined() {
            return taints.contains(Taint.QUARANTINED);
        }
    }
}
