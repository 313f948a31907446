package dev.hotplug.api;

/** A letter that sticks to a plugin once something irregular was done; that of a forced unload, to its host as well. */
public enum Taint {

    /** The plugin was unloaded by force (the kernel's {@code R}). */
    FORCED_UNLOAD('R'),

    /**
     * The plugin is kept although it was stopped, because code of it still runs or somebody still holds a
     * reference to it.
     */
    QUARANTINED('Q');

    private final char letter;

    Taint(char letter) {
        this.letter = letter;
    }

    /**
     * The letter that listings show.
     *
     * @return the letter
     */
    public char letter() {
        return letter;
    }
}
