package dev.hotplug.model;

import java.io.IOException;
import java.util.List;

/**
 * The entries of a plugin's image as its class loader sees them: the JAR's own first, then those of its nested
 * libraries, in the order of their names.
 *
 * <p>Safe for use by many threads.
 */
public interface ClassArchive {

    /**
     * The first entry of a name.
     *
     * @param name with slashes, as {@code com/acme/Greeter.class}
     * @return the entry, or {@code null} if there is none
     */
    Entry find(String name);

    /**
     * All entries of a name, in order.
     *
     * @param name with slashes
     * @return an immutable list, empty if there is none
     */
    List<Entry> findAll(String name);

    /** Whether there are nested libraries: if not, all entries are the JAR's own. */
    boolean hasLibraries();

    /** One entry. */
    interface Entry {

        /** The nested library that holds it, as {@code lib/commonmark.jar}; empty for the JAR itself. */
        String library();

        /** Its name, with slashes. */
        String name();

        /**
         * Reads it whole.
         *
         * @return a fresh array
         * @throws IOException if it cannot be read, or the archive was closed; the message names the plugin
         */
        byte[] read() throws IOException;
    }
}
