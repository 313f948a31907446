package dev.hotplug;

import dev.hotplug.api.PluginException;
import java.util.List;
import java.util.Optional;

/**
 * What came of a reload.
 *
 * @param plugin the plugin that is live now
 * @param failure why it is the old one, put back because the new one did not come up; empty if it is the new one
 * @param dependents what came of the plugins that require it, in the order in which they were put back
 * @param unloaded what came of their unloads and of its own, in the order in which they went: one that is not complete
 *     is kept in quarantine beside the load that took its place
 */
public record ReloadReport(PluginHandle plugin, Optional<PluginException> failure, List<LoadOutcome> dependents,
                           List<UnloadReport> unloaded) {

    /** Copies the lists. */
    public ReloadReport {
        unloaded = List.copyOf(unloaded);
        dependents = List.copyOf(dependents);
    }
}
