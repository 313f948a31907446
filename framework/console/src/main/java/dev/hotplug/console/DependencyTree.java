package dev.hotplug.console;

import dev.hotplug.UseEdge;
import dev.hotplug.api.PluginInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What plugins use, or who uses them, drawn as trees. A plugin that has branches is drawn in full once and referred to
 * from then on: written out each time, a few dozen plugins on top of each other would fill the screen for ever.
 */
final class DependencyTree {

    /** More of them would be in nobody's way to a decision. */
    private static final int SHOWN = 3;

    private final Dependencies dependencies;
    private final boolean down;
    private final Set<Long> drawn = new HashSet<>();

    /**
     * Begins a drawing.
     *
     * @param down whether branches are what is used; otherwise they are who uses
     */
    DependencyTree(Dependencies dependencies, boolean down) {
        this.dependencies = dependencies;
        this.down = down;
    }

    List<String> lines(PluginInfo root) {
        List<String> lines = new ArrayList<>();
        draw(root, "", "", "", lines);
        return lines;
    }

    private void draw(PluginInfo plugin, String branch, String reason, String indent, List<String> lines) {
        List<UseEdge> edges = down ? dependencies.uses(plugin) : dependencies.usedBy(plugin);
        boolean repeated = !drawn.add(plugin.loadNumber()) && !edges.isEmpty();
        lines.add(branch + Names.of(plugin) + " " + plugin.version() + reason + (repeated ? " (see above)" : ""));
        if (repeated) {
            return;
        }
        for (int index = 0; index < edges.size(); index++) {
            boolean last = index == edges.size() - 1;
            UseEdge edge = edges.get(index);
            draw(down ? dependencies.used(edge) : dependencies.user(edge), indent + (last ? "\\- " : "+- "),
                    ": " + reason(edge), indent + (last ? "   " : "|  "), lines);
        }
    }

    private String reason(UseEdge edge) {
        return (down ? "required as " : "requires ") + edge.requirement() + some("package", edge.packages())
                + some("symbol", edge.symbols());
    }

    private static String some(String noun, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> shown = names.subList(0, Math.min(SHOWN, names.size()));
        int more = names.size() - shown.size();
        return ", " + noun + (names.size() == 1 ? " " : "s ") + String.join(" ", shown)
                + (more == 0 ? "" : " and " + more + " more");
    }
}
