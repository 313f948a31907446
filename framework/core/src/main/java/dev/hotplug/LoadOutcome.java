package dev.hotplug;

import dev.hotplug.api.PluginException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What came of one file of a batch.
 *
 * @param file the file
 * @param plugin the handle of the plugin, or empty if its load failed
 * @param failure why it failed, or empty if it did not
 */
public record LoadOutcome(Path file, Optional<PluginHandle> plugin, Optional<PluginException> failure) {
}
