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

    /** Of which the operator is told. */
    sealed interface Complaint extends Found {

        /** Why, as the operator reads it. */
        String line();
    }

    /**
     * Cannot be used as it is: broken, incomplete or not to be read. What came from it stays.
     *
     * @param file its name in the directory
     * @param line why, as the operator reads it
     * @param isLasting whether nothing can help but another content
     */
    record Unusable(String file, String line, boolean isLasting) implements Complaint {
    }

    /**
     * Has the name of a JAR and is no file. What came from a file of that name goes as if there were nothing.
     *
     * @param file its name in the directory
     * @param line why, as the operator reads it
     */
    record NoFile(String file, String line) implements Complaint {
    }

    /**
     * Is perhaps being written.
     *
     * @param file its name in the directory
     */
    record Unsettled(String file) implements Found {
    }
}
