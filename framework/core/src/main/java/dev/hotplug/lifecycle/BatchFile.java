package dev.hotplug.lifecycle;

import dev.hotplug.model.LinkFinding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One file, of a batch or alone, and how it is to be loaded; what is empty is as the host has it.
 *
 * @param file the file
 * @param parameters values by parameter name
 * @param startLimit the limit for the plugin's own code
 * @param refusedFrom the least bad finding of the linker that refuses the plugin
 * @param after ids of plugins of the batch that come first, beside those that its descriptor names
 * @param waiting how long to wait for a plugin of the same id that is being unloaded; zero not to
 */
public record BatchFile(Path file, Map<String, String> parameters, Optional<Duration> startLimit,
                        Optional<Severity> refusedFrom, List<String> after, Duration waiting) {

    LoadAttempt attempt() {
        LoadAttempt attempt = new LoadAttempt(file, parameters, startLimit, refusedFrom);
        attempt.waiting = waiting;
        return attempt;
    }
}
