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

    UnusableEntryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
