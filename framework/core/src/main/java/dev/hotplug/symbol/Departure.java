package dev.hotplug.symbol;

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
}
