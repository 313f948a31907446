package dev.hotplug;

import dev.hotplug.model.LinkFinding.Severity;

/**
 * What the linker refuses. Whatever it does not refuse, it writes into the log.
 */
public enum LinkPolicy {

    /**
     * Refuses whatever would fail if it is ever reached, in nested libraries as well, and a plugin that was
     * recorded to be compiled against another API than is there. Real libraries are full of optional integrations that
     * are never reached.
     */
    STRICT(Severity.MAY_BREAK),

    /** Refuses what would fail in the plugin's own classes; what its nested libraries miss is logged. */
    OWN_CLASSES(Severity.BREAKS),

    /**
     * Refuses only what would go wrong without any error: a class that would never be seen, or that would be seen
     * twice.
     */
    LENIENT(Severity.STRUCTURAL);

    private final Severity refusedFrom;

    LinkPolicy(Severity refusedFrom) {
        this.refusedFrom = refusedFrom;
    }

    Severity refusedFrom() {
        return refusedFrom;
    }
}
