package dev.hotplug;

import java.util.List;

/**
 * Who defines a class, or the classes of a package.
 *
 * @param name name of the class or package
 * @param source who defines it
 * @param plugin id and version of the plugin that does; empty if none does
 * @param library the nested library that it is in, as {@code lib/commonmark.jar}; empty for none
 * @param importedBy ids of the plugins that link against it, in load order
 */
public record ClassOwner(String name, Source source, String plugin, String library, List<String> importedBy) {

    /** Copies the list. */
    public ClassOwner {
        importedBy = List.copyOf(importedBy);
    }

    /** Who can define a class that plugins see. */
    public enum Source {
        /** The JDK. */
        JDK,
        /** The plugin API. */
        API,
        /** The host, which shares its package. */
        HOST,
        /** A plugin. */
        PLUGIN
    }
}
