package dev.hotplug.it.stress;

import dev.hotplug.rcu.PluginReference;

/** References in the state that a test begins with. */
final class References {

    private References() {
    }

    /** Of a plugin that is live and was never called. */
    static PluginReference live() {
        PluginReference reference = new PluginReference(() -> { });
        reference.put();
        return reference;
    }

    /** Of a plugin that is live and was called, so that calls are counted where they always are. */
    static PluginReference called() {
        PluginReference reference = live();
        reference.leave(reference.enter());
        return reference;
    }

    /** The plugin is released by one attempt, or is in use; what is released stays so. */
    static String release(PluginReference reference) {
        if (!reference.tryRelease()) {
            return "in use";
        }
        return reference.isReleased() ? "released" : "unsettled";
    }
}
