package dev.hotplug.model;

/**
 * One class of an image.
 *
 * @param library the nested library that holds it, as {@code lib/commonmark.jar}; empty for the JAR itself
 * @param name internal name from its place in the archive, as {@code com/acme/Greeter}
 * @param bytes the class file; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassFile(String library, String name, byte[] bytes) {

    /** Whether it stands in the JAR itself, not in a nested library. */
    public boolean isOwn() {
        return library.isEmpty();
    }
}
