package dev.hotplug.model;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How a plugin's references are to be resolved: made by the linker, followed by the class loader.
 *
 * @param imports for each package that comes from another plugin, the load number of that plugin
 * @param exported internal names of the types in the plugin's exported packages
 */
public record LinkPlan(Map<String, Long> imports, Set<String> exported) {

    /** Copies the collections. */
    public LinkPlan {
        imports = Map.copyOf(imports);
        exported = Set.copyOf(exported);
    }

    /**
     * A plugin that another may link against, because it requires it.
     *
     * @param loadNumber its load number
     * @param label its id and version
     * @param packages its exported packages, with dots
     * @param types internal names of the types in them
     * @param classFiles gives the class file of an internal name as the plugin's own loader would define it, or
     *     {@code null} if neither the plugin nor its libraries have it
     */
    public record Exporter(long loadNumber, String label, Set<String> packages, Set<String> types,
                           Function<String, byte[]> classFiles) {

        /** Its id. */
        public String id() {
            return label.substring(0, label.indexOf(' '));
        }
    }
}
