package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.UseEdge;
import dev.hotplug.api.PluginInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who uses whom, as it was at one moment, and why. Immutable. */
final class Dependencies {

    private final Map<Long, PluginInfo> plugins = new LinkedHashMap<>();
    private final List<UseEdge> edges;

    Dependencies(List<PluginInfo> plugins, List<UseEdge> edges) {
        plugins.forEach(plugin -> this.plugins.put(plugin.loadNumber(), plugin));
        // Asked for separately: who came or went in between is left out.
        this.edges = edges.stream().filter(edge -> this.plugins.containsKey(edge.userLoad())
                && this.plugins.containsKey(edge.usedLoad())).toList();
    }

    static Dependencies of(PluginHost host) {
        return new Dependencies(host.plugins(), host.uses());
    }

    List<PluginInfo> plugins() {
        return List.copyOf(plugins.values());
    }

    List<UseEdge> edges() {
        return edges;
    }

    /** The plugin that has an id. */
    Optional<PluginInfo> plugin(String id) {
        return plugins.values().stream()
                .filter(plugin -> plugin.id().equals(id) && !Names.isQuarantined(plugin)).findFirst();
    }

    /** What a plugin uses. */
    List<UseEdge> uses(PluginInfo plugin) {
        return edges.stream().filter(edge -> edge.userLoad() == plugin.loadNumber()).toList();
    }

    /** Who uses a plugin. */
    List<UseEdge> usedBy(PluginInfo plugin) {
        return edges.stream().filter(edge -> edge.usedLoad() == plugin.loadNumber()).toList();
    }

    PluginInfo user(UseEdge edge) {
        return plugins.get(edge.userLoad());
    }

    PluginInfo used(UseEdge edge) {
        return plugins.get(edge.usedLoad());
    }

    /** The part that can be reached from one plugin: what it uses, who uses it, or both. */
    Dependencies around(PluginInfo root, boolean uses, boolean usedBy) {
        Set<UseEdge> reached = new LinkedHashSet<>();
        if (uses) {
            reach(root, reached, true);
        }
        if (usedBy) {
            reach(root, reached, false);
        }
        Set<Long> loads = new LinkedHashSet<>(Set.of(root.loadNumber()));
        reached.forEach(edge -> loads.addAll(List.of(edge.userLoad(), edge.usedLoad())));
        return new Dependencies(plugins().stream().filter(plugin -> loads.contains(plugin.loadNumber())).toList(),
                edges.stream().filter(reached::contains).toList());
    }

    private void reach(PluginInfo root, Set<UseEdge> reached, boolean down) {
        Deque<PluginInfo> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            PluginInfo plugin = next.pop();
            for (UseEdge edge : down ? uses(plugin) : usedBy(plugin)) {
                if (reached.add(edge)) {
                    next.add(down ? used(edge) : user(edge));
                }
            }
        }
    }
}
