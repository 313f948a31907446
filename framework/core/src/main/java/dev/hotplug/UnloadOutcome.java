package dev.hotplug;

import dev.hotplug.api.PluginException;
import java.util.Optional;

/**
 * What came of the unload of one plugin of several.
 *
 * @param id the plugin's id
 * @param report what came of it, or empty if it was refused
 * @param refusal why it was refused, or empty if it was not
 */
public record UnloadOutcome(String id, Optional<UnloadReport> report, Optional<PluginException> refusal) {
}
