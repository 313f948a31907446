package dev.hotplug.link;

/** The types that the classes of one loader see. */
interface TypeSpace {

    /**
     * Looks up a type as a class of this space would.
     *
     * @param internalName not of an array
     * @return the type, or {@code null} if it is not seen
     */
    SeenType find(String internalName);
}
