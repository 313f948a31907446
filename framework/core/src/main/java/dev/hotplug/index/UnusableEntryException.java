package dev.hotplug.index;

import java.io.IOException;

/** An index file that says nothing to this host. */
final class UnusableEntryException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why; each kind is worth a warning of its own. */
    enum Kind {
        /** Truncated, altered, or no index file at all. */
        DAMAGED,
        /** Of another framework, another format, or another content. */
        FOREIGN
    }

    private final Kind kind;

    private UnusableEntryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /*
     * Of a type that the JVM has anyway: who throws it as what it is would have it loaded before anything is unusable.
     */

    static IOException damaged(String message) {
        return new UnusableEntryException(Kind.DAMAGED, message);
    }

    static IOException foreign(String message) {
        return new UnusableEntryException(Kind.FOREIGN, message);
    }

    Kind kind() {
        return kind;
    }
}
