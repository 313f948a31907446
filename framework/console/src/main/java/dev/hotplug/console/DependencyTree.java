package dev.hotplug.console;

import dev.hotplug.api.PluginInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What plugins use, drawn as trees. A plugin that uses others is drawn in full once and referred to from then
 * on: written out each time, a few dozen plugins on top of each other would fill the screen for ever.
 */
final class DependencyTree {

    private final Map<String, PluginInfo> byId = new HashMap<>();
    private final Set<Long> drawn = new HashSet<>();

    DependencyTree(List<PluginInfo> plugins) {
        for (PluginInfo plugin : plugins) {
            if (!Names.isQuarantined(plugin)) {
                byId.put(plugin.id(), plugin);
            }
        }
    }

    List<String> lines(PluginInfo root) {
        List<String> lines = new ArrayList<>();
        draw(root, "", "", lines);
        return lines;
    }

    private void draw(PluginInfo plugin, String branch, String indent, List<String> lines) {
        List<String> uses = plugin.uses();
        boolean repeated = !drawn.add(plugin.loadNumber()) && !uses.isEmpty();
        lines.add(branch + Names.of(plugin) + " " + plugin.version() + (repeated ? " (see above)" : ""));
        if (repeated) {
            return;
        }
        for (int index = 0; index < uses.size(); index++) {
            boolean last = index == uses.size() - 1;
            String childBranch = indent + (last ? "\\- " : "+- ");
            PluginInfo used = byId.get(uses.get(index));
            if (used == null) {
                // In quarantine itself: who uses it is not told from others of its id.
                lines.add(childBranch + uses.get(index));
            } else {
                draw(used, childBranch, indent + (last ? "   " : "|  "), lines);
            }
        }
    }
}
