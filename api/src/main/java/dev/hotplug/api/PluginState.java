package dev.hotplug.api;

/**
 * The states of a plugin, as the kernel's module states.
 *
 * <pre>
 *   UNFORMED --&gt; COMING --&gt; LIVE --&gt; GOING --&gt; (gone)
 *       |           '--------------------^
 *       '--&gt; (gone)
 * </pre>
 */
public enum PluginState {

    /** The id is reserved and nothing can be seen yet. Never in a snapshot or a listing. */
    UNFORMED,

    /** Linked and about to run, or running, its start. Its exports are reserved but not visible. */
    COMING,

    /** Started. Its exports are visible. */
    LIVE,

    /** Being unloaded, or its load failed after it was formed. Nobody can get a new reference. */
    GOING;

    /**
     * Tells whether a plugin may go from this state to another. This is the whole table; from
     * {@link #UNFORMED} and {@link #GOING} a plugin may also vanish.
     *
     * @param next the state to go to
     * @return {@code true} if it may
     */
    public boolean mayBecome(PluginState next) {
        return this == UNFORMED && next == COMING
                || this == COMING && (next == LIVE || next == GOING)
                || this == LIVE && next == GOING;
    }
}
