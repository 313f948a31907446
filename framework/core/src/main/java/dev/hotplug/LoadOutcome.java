package dev.hotplug;

import dev.hotplug.api.PluginException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one file of a batch.
 *
 * @param file the file
 * @param plugin the handle of the plugin, or empty if its load failed
 * @param failure why it failed, or empty if it did not
 */
public record LoadOutcome(Path file, Optional<PluginHandle> plugin, Optional<PluginException> failure) {

    /** One for each file, also where a file is named twice. */
    static List<LoadOutcome> inOrder(Collection<Path> files, List<LoadOutcome> outcomes) {
        Map<Path, LoadOutcome> byFile = new HashMap<>();
        outcomes.forEach(outcome -> byFile.put(outcome.file(), outcome));
        return files.stream().map(byFile::get).toList();
    }
}
