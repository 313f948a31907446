package dev.hotplug;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.lifecycle.Lifecycle;
import java.util.List;

/**
 * What came of an unload that was not refused.
 *
 * @param id the plugin's id
 * @param version its version
 * @param loadNumber the number of the load that ended
 * @param complete whether all is gone that the host knows of: calls, references, and threads of the context's executors.
 *     If not, the plugin is in quarantine until these have ended. Threads that the plugin started by itself do not count
 * @param problems what went wrong on the way (a {@code stop} that threw, a resource that would not close, a
 *     thread that would not end), one sentence for each; empty if nothing did. A thread that the plugin started by itself
 *     is seen if its context class loader, or its class, is the plugin's. Not seen are one that was started in a
 *     service call (it has the caller's context class loader) or was given another loader, a {@code Timer} of that
 *     kind included, and virtual threads. {@link PluginHost#diagnose} finds all of these but the virtual ones while code
 *     of the plugin is on their stacks
 */
public record UnloadReport(String id, String version, long loadNumber, boolean complete, List<String> problems) {

    /** Copies the list. */
    public UnloadReport {
        problems = List.copyOf(problems);
    }

    static UnloadReport of(Lifecycle.Unloaded unloaded) {
        PluginInfo plugin = unloaded.plugin();
        return new UnloadReport(plugin.id(), plugin.version(), plugin.loadNumber(), unloaded.complete(),
                unloaded.problems());
    }
}
