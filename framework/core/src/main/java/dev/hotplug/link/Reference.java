package dev.hotplug.link;

/**
 * What a class file refers to, and what for.
 *
 * @param action what the code does with it
 * @param owner internal name of the class, or descriptor of an array
 * @param name of the member, or empty
 * @param descriptor of the member, or empty
 * @param ofInterface whether the class file says that the owner is an interface
 */
record Reference(Action action, String owner, String name, String descriptor, boolean ofInterface) {

    /** What the code does with it. */
    enum Action {
        /** It stands in a descriptor. */
        NAME,
        /** It is looked up, as for a cast or a static call. */
        USE,
        /** It is what a handler catches. */
        CATCH,
        /** An object is created. */
        CREATE,
        /** It is the super class. */
        EXTEND,
        /** It is an interface of the class. */
        IMPLEMENT,
        GET,
        PUT,
        GET_STATIC,
        PUT_STATIC,
        CALL,
        CALL_SPECIAL,
        CALL_STATIC,
        CALL_INTERFACE;

        boolean isField() {
            return this == GET || this == PUT || this == GET_STATIC || this == PUT_STATIC;
        }

        boolean isStatic() {
            return this == GET_STATIC || this == PUT_STATIC || this == CALL_STATIC;
        }

        boolean writes() {
            return this == PUT || this == PUT_STATIC;
        }
    }

    /** What nothing has to be looked up for, as an array of primitives. */
    static final Reference NOTHING = new Reference(Action.NAME, "", "", "", false);

    /** A reference to a class. */
    static Reference to(Action action, String owner) {
        return new Reference(action, owner, "", "", false);
    }

    boolean isMember() {
        return !name.isEmpty();
    }

    /** Hand-written, as is the other: most references are met while the JVM is cold. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Reference that && action == that.action && ofInterface == that.ofInterface
                && name.equals(that.name) && owner.equals(that.owner) && descriptor.equals(that.descriptor);
    }

    @Override
    public int hashCode() {
        return (owner.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode() + action.ordinal();
    }
}
