package dev.hotplug.symbol;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.rcu.PluginReference;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A symbol as its callers see it: by type, and by name or by preference. It outlives its providers.
 *
 * <p>Safe for use by many threads. Public for the generated stubs.
 */
public final class GuardedSymbol {

    private final Supplier<SymbolTable> tables;
    private final Class<?> type;
    private final String name;

    /**
     * @param tables gives the newest table
     * @param type the symbol's type
     * @param name the symbol's name, or {@code null} for the preferred provider of the type
     */
    public GuardedSymbol(Supplier<SymbolTable> tables, Class<?> type, String name) {
        this.tables = tables;
        this.type = type;
        this.name = name;
    }

    /**
     * Enters a call to the preferred provider that is live. A provider that is just going is passed over for the next
     * one.
     *
     * @return the provider, to be {@linkplain Provider#leave left}
     * @throws PluginUnavailableException if there is none
     */
    public Provider enter() {
        return first(PluginReference::tryEnter);
    }

    /**
     * Gets a counted reference to the preferred provider that is live.
     *
     * @return the provider, whose owner's reference is to be put
     * @throws PluginUnavailableException if there is none
     */
    public Provider get() {
        return first(PluginReference::tryGet);
    }

    private Provider first(Predicate<PluginReference> hold) {
        SymbolTable table = tables.get();
        for (;;) {
            for (Provider provider : table.of(type)) {
                if ((name == null || name.equals(provider.key().name()))
                        && hold.test(provider.owner().reference())) {
                    return provider;
                }
            }
            SymbolTable newer = tables.get();
            if (newer == table) {
                throw unavailable(table);
            }
            // One provider may have left and the next come between the two looks.
            table = newer;
        }
    }

    /** Equal if it stands for the same symbol of the same host. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GuardedSymbol that && tables == that.tables && type == that.type
                && Objects.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + (name == null ? 0 : name.hashCode());
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return name == null ? type.getName() : new SymbolKey(type, name).toString();
    }

    private PluginUnavailableException unavailable(SymbolTable table) {
        return table.lastDeparture(type, name)
                .map(last -> new PluginUnavailableException(toString(), last.plugin(), last.at()))
                .orElseGet(() -> new PluginUnavailableException(toString(), null, null));
    }
}
