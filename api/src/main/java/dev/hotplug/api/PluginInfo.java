package dev.hotplug.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One row of the plugin table.
 *
 * <p>Everything but the two counts is of one snapshot; the counts are read when the row is made. An
 * instance never changes.
 *
 * @param id the plugin's id
 * @param version the plugin's version
 * @param loadNumber the number of this load, from 1, never used twice in one host
 * @param state the state; never {@link PluginState#UNFORMED}
 * @param references how many counted references are held, use edges of other plugins included
 * @param calls how many calls through guarded services are in flight
 * @param uses ids of the plugins that it requires, in the order of its descriptor
 * @param usedBy ids of the plugins that require it, in load order
 * @param taints letters that stick to it
 * @param since when it came into this state
 */
public record PluginInfo(String id, String version, long loadNumber, PluginState state, int references, int calls,
                         List<String> uses, List<String> usedBy, Set<Taint> taints, Instant since) {

    /** Copies the collections. */
    public PluginInfo {
        uses = List.copyOf(uses);
        usedBy = List.copyOf(usedBy);
        taints = Set.copyOf(taints);
    }
}
