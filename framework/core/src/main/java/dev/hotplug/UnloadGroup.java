package dev.hotplug;

/** Who goes with the plugins that are to be unloaded. */
public enum UnloadGroup {

    /** Nobody: a plugin that another one requires is refused. */
    ALONE(false, false),

    /** Everything that requires them, directly or through others. */
    WITH_DEPENDENTS(true, false),

    /**
     * What they required and nobody uses any more, never by force and without a drain; if one of these is in use it stays,
     * silently.
     */
    WITH_UNUSED_DEPENDENCIES(false, true),

    /** Both. */
    WITH_BOTH(true, true);

    private final boolean dependents;
    private final boolean unusedDependencies;

    UnloadGroup(boolean dependents, boolean unusedDependencies) {
        this.dependents = dependents;
        this.unusedDependencies = unusedDependencies;
    }

    boolean dependents() {
        return dependents;
    }

    boolean unusedDependencies() {
        return unusedDependencies;
    }
}
