package dev.hotplug.console.config;

import dev.hotplug.LoadOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is in force. Immutable; everything is in the order of the file.
 *
 * @param aliases ids by the other names that they have
 * @param blocklist ids of plugins that are loaded only if somebody names their file
 * @param parameters by id, the values by name that a load sets if it is not told others
 * @param loadAfter by id, the ids of plugins that come before it in a batch
 */
public record Configuration(Map<String, String> aliases, Set<String> blocklist,
                            Map<String, Map<String, String>> parameters, Map<String, List<String>> loadAfter) {

    /** Nothing. */
    public static final Configuration EMPTY = new Configuration(Map.of(), Set.of(), Map.of(), Map.of());

    /** Copies. */
    public Configuration {
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        blocklist = Collections.unmodifiableSet(new LinkedHashSet<>(blocklist));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        loadAfter = Collections.unmodifiableMap(new LinkedHashMap<>(loadAfter));
    }

    /**
     * The id that a word stands for.
     *
     * @param word an alias, or anything else
     * @return the id; the word itself if it is no alias
     */
    public String resolve(String word) {
        return aliases.getOrDefault(word, word);
    }

    /**
     * Whether a plugin is loaded only if somebody names its file.
     *
     * @param id its id
     * @return whether it is on the blocklist
     */
    public boolean isBlocked(String id) {
        return blocklist.contains(id);
    }

    /** Whether nothing is said about how any plugin is loaded. */
    public boolean isWithoutTerms() {
        return blocklist.isEmpty() && parameters.isEmpty() && loadAfter.isEmpty();
    }

    /**
     * How a plugin is to be loaded.
     *
     * @param id its id
     * @param given what the load was told; that counts more
     * @return both together
     */
    public LoadOptions options(String id, LoadOptions given) {
        Map<String, String> values = new LinkedHashMap<>(parameters.getOrDefault(id, Map.of()));
        values.putAll(given.parameters());
        return given.parameters(values).after(loadAfter.getOrDefault(id, List.of()));
    }
}
