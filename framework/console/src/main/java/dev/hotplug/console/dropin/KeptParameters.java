package dev.hotplug.console.dropin;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHost;
import dev.hotplug.PluginParameters;
import dev.hotplug.api.PluginException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of plugins that go down only to come up again. The host keeps them over a reload; this keeps them
 * where there is none, because several plugins are replaced together or because one comes back only later.
 */
final class KeptParameters {

    private final PluginHost host;
    private final Map<String, Map<String, String>> values = new HashMap<>();

    KeptParameters(PluginHost host) {
        this.host = host;
    }

    /**
     * Takes down what a plugin is set to.
     *
     * @param configured what the configuration sets it to; any other value but the plugin's own was set by hand
     */
    void keep(String id, Map<String, String> configured) {
        try {
            PluginParameters parameters = host.parameters(id);
            Map<String, String> defaults = parameters.defaults();
            Map<String, String> set = new LinkedHashMap<>(parameters.values());
            set.entrySet().removeIf(value -> !configured.containsKey(value.getKey())
                    && value.getValue().equals(defaults.get(value.getKey())));
            values.put(id, set);
        } catch (PluginException goneMeanwhile) {
            // Then somebody else has unloaded it, and what it was set to with it.
        }
    }

    /** Whatever runs has its parameters. */
    void forget(Set<String> ids) {
        values.keySet().removeAll(ids);
    }

    /** How it comes back. */
    LoadOptions options(String id) {
        return LoadOptions.defaults().parameters(values.getOrDefault(id, Map.of()));
    }

    /**
     * Gives up one value that the plugin as it is now does not take.
     *
     * @return whether there was one
     */
    boolean giveUp(String id, String parameter) {
        return values.containsKey(id) && values.get(id).remove(parameter) != null;
    }
}
