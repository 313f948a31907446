package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginListener;
import dev.hotplug.model.Limits;
import dev.hotplug.model.LinkFinding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a host was built.
 *
 * @param hostLoader the loader of the shared packages
 * @param sharedPackages the packages that plugins may link against
 * @param workDirectory where the host's own directory is made
 * @param dataDirectory where plugins keep their files, or empty for a place that goes with the host
 * @param indexDirectory where what was found out about plugins is kept, or empty for nowhere
 * @param image what one JAR may be at most
 * @param arena what all plugins together may take at most
 * @param startLimit how long a plugin may take to come up, or empty for no limit
 * @param stopLimit how long a plugin's {@code stop} may take, or empty for no limit
 * @param threadLimit how long the threads of a plugin may take to end
 * @param waitLimit how long a load waits for another load, and a set of a parameter for another of the same
 * @param closeLimit how long the host's close lets calls finish, over all plugins
 * @param listeners the listeners from the beginning
 * @param linkPolicy the least bad finding of the linker that refuses a plugin, or empty for the default
 * @param trackHolders whether refusals shall name who holds a plugin, at a cost for each call
 * @param probe called before each step, or empty for none
 */
public record HostSettings(ClassLoader hostLoader, Set<String> sharedPackages, Path workDirectory,
                           Optional<Path> dataDirectory, Optional<Path> indexDirectory, Limits image,
                           Arena.Limits arena, Optional<Duration> startLimit, Optional<Duration> stopLimit,
                           Duration threadLimit, Duration waitLimit, Duration closeLimit,
                           List<PluginListener> listeners, Optional<Severity> linkPolicy, boolean trackHolders,
                           Optional<Step.Probe> probe) {

    /** Copies the collections. */
    public HostSettings {
        sharedPackages = Set.copyOf(sharedPackages);
        listeners = List.copyOf(listeners);
    }

    /** The least bad finding of the linker that refuses a plugin. */
    Severity refusedFrom() {
        return linkPolicy.orElse(Severity.BREAKS);
    }
}
