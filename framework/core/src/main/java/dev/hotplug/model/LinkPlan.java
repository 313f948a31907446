package dev.hotplug.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a plugin's references are to be resolved: made by the linker, followed by the class loader.
 *
 * @param imports for each package that comes from another plugin, the load number of that plugin
 * @param exported internal names of the types in the plugin's exported packages
 * @param warnings what may be missing if it is ever reached (from nested libraries), one sentence for each
 */
public record LinkPlan(Map<String, Long> imports, Set<String> exported, List<String> warnings) {

    /** Copies the collections. */
    public LinkPlan {
        imports = Map.copyOf(imports);
        exported = Set.copyOf(exported);
        warnings = List.copyOf(warnings);
    }

    /**
     * A plugin that another may link against, because it requires it.
     *
     * @param loadNumber its load number
     * @param label its id and version
     * @param packages its exported packages, with dots
     * @param types internal names of the types in them
     */
    public record Exporter(long loadNumber, String label, Set<String> packages, Set<String> types) {
    }
}
