package dev.hotplug.lifecycle;

import dev.hotplug.model.LinkPlan.Exporter;

/**
 * A plugin that others can link against: one that is loaded, or the file of one that might be.
 *
 * @param id its id
 * @param exporter what it exports
 * @param api a text that changes whenever what it exports does; the digest of its image does
 */
record Linkable(String id, Exporter exporter, String api) {

    /** What a link verdict depends on. The label, too: findings name it. */
    String key() {
        return exporter.label() + " " + api;
    }
}
