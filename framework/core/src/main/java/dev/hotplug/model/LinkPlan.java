package dev.hotplug.model;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How a plugin's references are to be resolved: made by the linker, followed by the class loader.
 *
 * @param imports for each package that comes from another plugin, the load number of that plugin
 * @param exported internal names of the types in the plugin's exported packages
 * @param digests API digests of those of them that are public, by internal name; none where nobody asked for them
 */
public record LinkPlan(Map<String, Long> imports, Set<String> exported, Map<String, String> digests) {

    /** Copies the collections. */
    public LinkPlan {
        imports = Map.copyOf(imports);
        exported = Set.copyOf(exported);
        digests = Map.copyOf(digests);
    }

    /** A plan without digests. */
    public LinkPlan(Map<String, Long> imports, Set<String> exported) {
        this(imports, exported, Map.of());
    }

    /** A copy with digests. */
    public LinkPlan withDigests(Map<String, String> found) {
        return new LinkPlan(imports, exported, found);
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
     * @param imports gives, for a package that this plugin imports itself, the plugin that it has it from, or
     *     {@code null} if it does not import it
     */
    public record Exporter(long loadNumber, String label, Set<String> packages, Set<String> types,
                           Function<String, byte[]> classFiles, Function<String, Exporter> imports) {

        /** A plugin that imports nothing. */
        public Exporter(long loadNumber, String label, Set<String> packages, Set<String> types,
                        Function<String, byte[]> classFiles) {
            this(loadNumber, label, packages, types, classFiles, packageName -> null);
        }

        /** Its id. */
        public String id() {
            return label.substring(0, label.indexOf(' '));
        }
    }
}
