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
 * @param complete whether everything is gone; if not, the plugin is in quarantine until what still runs or is
 *     still held has ended
 * @param problems what went wrong on the way (a {@code stop} that threw, a resource that would not close, a
 *     thread that would not end), one sentence for each; empty if nothing did
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
