package dev.hotplug.lifecycle;

import dev.hotplug.index.Environment;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plugin that others can link against: one that is loaded, or the file of one that might be.
 *
 * @param exporter what it exports
 * @param api a text that changes whenever what it exports does, from {@link #api(Descriptor, String, List)}
 */
record Linkable(Exporter exporter, String api) {

    String id() {
        return exporter.id();
    }

    /**
     * What a plugin's exports may depend on: all of its bytes, and what it is linked against itself, since a type may
     * inherit from there. Who exports no package has nothing that others depend on.
     */
    static String api(Descriptor descriptor, String digest, List<Linkable> required) {
        return descriptor.exportedPackages().isEmpty() ? "" : Environment.digest(
                Stream.concat(Stream.of(digest), required.stream().map(Linkable::key)).collect(Collectors.toList()));
    }

    /** What a link verdict depends on. The label, too: findings name it. */
    String key() {
        return exporter.label() + " " + api;
    }
}
