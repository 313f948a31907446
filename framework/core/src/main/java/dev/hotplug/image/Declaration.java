package dev.hotplug.image;

import java.util.List;
import java.util.SortedSet;

/**
 * What one of the two places that may describe a plugin says. Each component is {@code null} where that place says
 * nothing, because only what both say can be a contradiction.
 *
 * @param origin the place, as messages name it
 * @param entryClass binary name of the entry class
 * @param id the plugin's id
 * @param version its version
 * @param description one line of text
 * @param requires its requirements, as written
 * @param after ids of the plugins to be loaded before it, as written
 * @param exportedPackages names of the packages that it exports
 * @param permanent whether it refuses to be unloaded
 */
record Declaration(String origin, String entryClass, String id, String version, String description,
                   List<String> requires, List<String> after, SortedSet<String> exportedPackages,
                   Boolean permanent) {

    /** Whether it says anything of a plugin at all. */
    boolean isEmpty() {
        return entryClass == null && id == null && version == null && description == null && requires == null
                && after == null && exportedPackages == null && permanent == null;
    }
}
