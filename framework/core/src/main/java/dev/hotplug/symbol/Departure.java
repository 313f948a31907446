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
    static RuntimeException mistaken(String symbol, Owner stranger) {
        return new PluginUnavailableException(symbol + ": no plugin provides it; " + stranger.label() + " exports a"
                + " type of that name, but another class: share its package, and do not pack it into the plugin",
                symbol);
    }
}
