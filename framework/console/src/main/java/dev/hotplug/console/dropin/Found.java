package dev.hotplug.console.dropin;

import java.nio.file.attribute.FileTime;

/** What is known of one file that is there. */
sealed interface Found {

    /** Its name in the directory. */
    String file();

    /**
     * A plugin.
     *
     * @param file its name in the directory
     * @param id the plugin's id
     * @param version its version
     * @param digest SHA-256 of the file, in hexadecimal
     * @param modified when the file was written last
     */
    record Jar(String file, String id, String version, String digest, FileTime modified) implements Found {

        String label() {
            return id + " " + version;
        }

        Jar named(String other) {
            return new Jar(other, id, version, digest, modified);
        }
    }

    /**
     * Cannot be used as it is.
     *
     * @param file its name in the directory
     * @param line why, as the operator reads it
     */
    record Unusable(String file, String line) implements Found {
    }

    /**
     * Is perhaps being written.
     *
     * @param file its name in the directory
     */
    record Unsettled(String file) implements Found {
    }
}
