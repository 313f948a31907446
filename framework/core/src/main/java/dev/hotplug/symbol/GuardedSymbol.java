package dev.hotplug.symbol;

import dev.hotplug.api.PluginUnavailableException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A symbol as its callers see it: by type, and by name or by preference. It outlives its providers.
 *
 * <p>Immutable but for two caches, which any thread may fill; what is kept there pins nothing of a plugin.
 */
public final class GuardedSymbol {

    private final Supplier<SymbolTable> tables;
    private final Class<?> type;
    private final String name;
    /** Who left it last, for whoever calls on and on until there is a provider. */
    private Absence absence;
    private String text;

    /**
     * Who provided it last.
     *
     * @param departures how many symbols had left when this was true; until the next one leaves, it is
     * @param last {@code null} if nobody is known
     */
    private record Absence(long departures, Departure last) {
    }

    /**
     * @param tables gives the newest table
     * @param type the symbol's type
     * @param name the symbol's name, or {@code null} for the preferred provider of the type
     */
    public GuardedSymbol(Supplier<SymbolTable> tables, Class<?> type, String name) {
        this.tables = tables;
        this.type = Objects.requireNonNull(type, "type");
        this.name = name;
    }

    /**
     * Gets a counted reference to the preferred provider that is live. A provider that is just going is passed over for
     * the next one.
     *
     * @return the provider, whose owner's reference is to be put
     * @throws PluginUnavailableException if there is none
     */
    public Provider get() {
        SymbolTable table = tables.get();
        for (;;) {
            Candidates candidates = table.of(type);
            for (Provider provider = first(candidates); provider != null; provider = after(candidates, provider)) {
                if (provider.owner().reference().tryGet()) {
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

    /** The preferred provider in the newest table. */
    Binding first() {
        SymbolTable table = tables.get();
        Candidates candidates = table.of(type);
        return binding(table, candidates, first(candidates));
    }

    /** The provider to try after one that refused: the next of the same candidates, or the first of others. */
    Binding after(Binding refused) {
        SymbolTable table = tables.get();
        Candidates candidates = table.of(type);
        if (name == null) {
            return binding(table, candidates, candidates.generation() == refused.generation
                    ? candidates.after(refused.provider) : candidates.first());
        }
        Provider newest = candidates.named(name);
        return binding(table, candidates, newest == refused.provider ? null : newest);
    }

    /** With a name, others of the type matter to nobody. */
    private Binding binding(SymbolTable table, Candidates candidates, Provider found) {
        if (found == null) {
            throw unavailable(table);
        }
        return new Binding(found, name == null ? candidates.generation() : found.generation());
    }

    private Provider first(Candidates candidates) {
        return name == null ? candidates.first() : candidates.named(name);
    }

    private Provider after(Candidates candidates, Provider provider) {
        return name == null ? candidates.after(provider) : null;
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
        String known = text;
        if (known == null) {
            known = name == null ? type.getName() : new SymbolKey(type, name).toString();
            text = known;
        }
        return known;
    }

    private RuntimeException unavailable(SymbolTable table) {
        Provider stranger = table.namesake(type);
        if (stranger != null) {
            return Departure.mistaken(toString(), type, stranger);
        }
        Absence known = absence;
        if (known == null || known.departures != table.departures()) {
            known = new Absence(table.departures(), table.lastDeparture(type, name).orElse(null));
            absence = known;
        }
        return Departure.unavailable(toString(), known.last);
    }
}
