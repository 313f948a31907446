package dev.hotplug.console;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.console.config.Configuration;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How files are loaded: as the load was told, and for the rest as the configuration says about the plugins in them.
 * Files are read for that only if it says something.
 */
final class LoadTerms {

    private final PluginHost host;
    private final Configuration configuration;

    LoadTerms(PluginHost host, Configuration configuration) {
        this.host = host;
        this.configuration = configuration;
    }

    /** For a file that somebody named. */
    LoadOptions of(Path file, LoadOptions given) {
        return id(file).map(id -> configuration.options(id, given)).orElse(given);
    }

    /** For a directory's files: those that are not blocked. */
    Map<Path, LoadOptions> ofAll(Collection<Path> files) {
        Map<Path, LoadOptions> terms = new LinkedHashMap<>();
        files.forEach(file -> {
            Optional<String> id = id(file);
            if (id.filter(configuration::isBlocked).isEmpty()) {
                terms.put(file, id.map(known -> configuration.options(known, LoadOptions.defaults()))
                        .orElse(LoadOptions.defaults()));
            }
        });
        return terms;
    }

    /** Files that were named, as far as the configuration asks for another order. */
    List<LoadRequest> inOrder(List<LoadRequest> given) {
        return LoadOrder.of(given, configuration.loadAfter(), request -> describe(request.file()));
    }

    /** Files that are not blocked. */
    List<Path> unblocked(Collection<Path> files) {
        return configuration.blocklist().isEmpty() ? List.copyOf(files) : List.copyOf(ofAll(files).keySet());
    }

    /** Empty also for a file that is no sound plugin, for the load to say so. */
    private Optional<String> id(Path file) {
        return configuration.isWithoutTerms() ? Optional.empty() : describe(file).map(PluginDescription::id);
    }

    private Optional<PluginDescription> describe(Path file) {
        try {
            return Optional.of(host.describe(file));
        } catch (PluginException unsound) {
            return Optional.empty();
        }
    }
}
