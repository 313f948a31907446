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

    private static final int VERSION = 6;

    /** Whether it stands in the JAR itself, not in a nested library. */
    public boolean isOwn() {
        return library.isEmpty();
    }

    /**
     * A class file for a library that refuses versions it does not know. What a newer one has besides is of no
     * interest for what a class declares and whom it refers to.
     *
     * @param version the newest major version that the library knows
     * @param bytes a class file of any version; not changed
     * @return the same bytes, or a copy that claims to be of that version
     * @throws ArrayIndexOutOfBoundsException if it is too short to have a version
     */
    public static byte[] upTo(int version, byte[] bytes) {
        if (((bytes[VERSION] & 0xFF) << 8 | bytes[VERSION + 1] & 0xFF) <= version) {
            return bytes;
        }
        byte[] older = bytes.clone();
        older[VERSION] = (byte) (version >> 8);
        older[VERSION + 1] = (byte) version;
        return older;
    }
}
