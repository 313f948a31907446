package dev.hotplug.console;

import dev.hotplug.api.PluginInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What plugins use, drawn as trees. A plugin that uses others is drawn in full once and referred to from then
 * on: written out each time, a few dozen plugins on top of each other would fill the screen for ever.
 */
final class DependencyTree {

    private final Map<String, PluginInfo> plugins;
    private final Set<String> drawn = new HashSet<>();

    DependencyTree(List<PluginInfo> plugins) {
        this.plugins = plugins.stream().collect(Collectors.toMap(PluginInfo::id, Function.identity(), (kept, other) -> kept));
    }

    List<String> lines(PluginInfo root) {
        List<String> lines = new ArrayList<>();
        draw(root.id(), "", "", lines);
        return lines;
    }

    private void draw(String id, String branch, String indent, List<String> lines) {
        PluginInfo plugin = plugins.get(id);
        List<String> uses = plugin == null ? List.of() : plugin.uses();
        boolean repeated = !drawn.add(id) && !uses.isEmpty();
        lines.add(branch + (plugin == null ? id : id + " " + plugin.version()) + (repeated ? " (see above)" : ""));
        if (repeated) {
            return;
        }
        for (int index = 0; index < uses.size(); index++) {
            boolean last = index == uses.size() - 1;
            draw(uses.get(index), indent + (last ? "\\- " : "+- "), indent + (last ? "   " : "|  "), lines);
        }
    }
}
