package dev.hotplug.symbol;

import dev.hotplug.api.PluginUnavailableException;
import java.time.Instant;

/**
 * A symbol that is gone, kept by name so that it pins nothing.
 *
 * @param type binary name of its type
 * @param name its name
 * @param plugin id and version of the plugin that provided it
 * @param at when that plugin left
 */
record Departure(String type, String name, String plugin, Instant at) {

    /*
     * What a caller is told, of a type that the JVM has anyway: who throws it as what it is would have it loaded before
     * anybody is gone.
     */

    /**
     * Nobody provides a symbol.
     *
     * @param last who did, or {@code null} if that is not known
     */
    static RuntimeException unavailable(String symbol, Departure last) {
        return last == null ? new PluginUnavailableException(symbol, null, null)
                : new PluginUnavailableException(symbol, last.plugin, last.at);
    }

    /** Nobody provides a symbol, but somebody one that looks the same. */
    static RuntimeException mistaken(String symbol, Class<?> type, Provider stranger) {
        String plugin = plugin(type);
        String why = plugin != null && plugin.equals(plugin(stranger.key().type()))
                ? "the type belongs to another load of " + plugin + ", " + type.getClassLoader().getName() + ", and "
                        + stranger.owner().label() + " exports that of " + stranger.key().type().getClassLoader().getName()
                        + ": look the type up again"
                : stranger.owner().label() + " exports a type of that name, but another class: share its package, and do"
                        + " not pack it into the plugin";
        return new PluginUnavailableException(symbol + ": no plugin provides it; " + why, symbol);
    }

    /** The id of the plugin that defines a type, by the name of its loader, as {@code greeter#7}; {@code null} if none does. */
    private static String plugin(Class<?> type) {
        String loader = type.getClassLoader() == null ? null : type.getClassLoader().getName();
        int end = loader == null ? -1 : loader.lastIndexOf('#');
        return end < 0 ? null : loader.substring(0, end);
    }
}
