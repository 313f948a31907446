package dev.hotplug.model;

/**
 * A plugin's JAR with its nested libraries, before or after it was staged: what can be known of its classes without
 * loading them.
 *
 * <p>Safe for use by many threads.
 */
public interface ClassSource {

    /**
     * All classes, the JAR's own first, each as its class loader would define it.
     *
     * @return the classes; iterating throws what reading them throws
     */
    Iterable<ClassFile> classes();

    /**
     * The first entry of a name, own ones first.
     *
     * @param name with slashes
     * @return the entry, or {@code null} if there is none
     */
    ClassArchive.Entry find(String name);
}
