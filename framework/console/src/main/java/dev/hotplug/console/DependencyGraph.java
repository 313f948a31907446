package dev.hotplug.console;

import dev.hotplug.UseEdge;
import dev.hotplug.api.PluginInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who uses whom, in the languages of programs that draw. */
final class DependencyGraph {

    private DependencyGraph() {
    }

    /** For Graphviz. */
    static List<String> dot(Dependencies dependencies) {
        List<String> lines = new ArrayList<>(List.of("digraph plugins {"));
        for (PluginInfo plugin : dependencies.plugins()) {
            lines.add("  " + node(plugin.loadNumber()) + " [label=\"" + label(plugin) + "\"];");
        }
        for (UseEdge edge : dependencies.edges()) {
            lines.add("  " + node(edge.userLoad()) + " -> " + node(edge.usedLoad()) + " [label=\""
                    + String.join("\\n", reasons(edge).map(reason -> reason.replace("\"", "\\\"")).toList()) + "\"];");
        }
        lines.add("}");
        return lines;
    }

    /** For Mermaid. */
    static List<String> mermaid(Dependencies dependencies) {
        List<String> lines = new ArrayList<>(List.of("graph TD"));
        for (PluginInfo plugin : dependencies.plugins()) {
            lines.add("  " + node(plugin.loadNumber()) + "[\"" + label(plugin) + "\"]");
        }
        for (UseEdge edge : dependencies.edges()) {
            lines.add("  " + node(edge.userLoad()) + " -->|\""
                    + String.join("<br>", reasons(edge).map(reason -> reason.replace("\"", "#quot;")).toList()) + "\"| "
                    + node(edge.usedLoad()));
        }
        return lines;
    }

    private static Stream<String> reasons(UseEdge edge) {
        return Stream.of(Stream.of(edge.requirement()), edge.packages().stream(), edge.symbols().stream())
                .flatMap(reasons -> reasons);
    }

    private static String label(PluginInfo plugin) {
        return Names.of(plugin) + " " + plugin.version();
    }

    private static String node(long load) {
        return "plugin" + load;
    }
}
