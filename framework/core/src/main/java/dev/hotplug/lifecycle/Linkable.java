package dev.hotplug.lifecycle;

import dev.hotplug.index.Environment;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A plugin that others can link against: one that is loaded, or the file of one that might be.
 *
 * @param exporter what it exports
 * @param api a text that changes whenever what it exports does, from {@link #api(Descriptor, LinkPlan, List)}
 */
record Linkable(Exporter exporter, String api) {

    String id() {
        return exporter.id();
    }

    /**
     * What others can see of a plugin's exports: which types there are, what can be linked to of each, and what the plugin
     * is linked against itself, since a type may inherit from there. Who exports no package has nothing that others
     * depend on.
     */
    static String api(Descriptor descriptor, LinkPlan plan, List<Linkable> required) {
        if (descriptor.exportedPackages().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (String type : new TreeSet<>(plan.exported())) {
            parts.add(type + " " + plan.digests().get(type));
        }
        for (Linkable provider : required) {
            parts.add(provider.key());
        }
        return Environment.digest(parts);
    }

    /** What a link verdict depends on. The label, too: findings name it. */
    String key() {
        return exporter.label() + " " + api;
    }
}
