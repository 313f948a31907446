package dev.hotplug;

import dev.hotplug.symbol.Provider;

/**
 * One exported symbol.
 *
 * @param type binary name of its type
 * @param name its name
 * @param ranking its ranking among the providers of its type
 * @param plugin id of the plugin that exports it
 * @param version version of that plugin
 */
public record SymbolInfo(String type, String name, int ranking, String plugin, String version) {

    static SymbolInfo of(Provider provider) {
        return new SymbolInfo(provider.key().type().getName(), provider.key().name(), provider.ranking(),
                provider.owner().id(), provider.owner().version());
    }
}
