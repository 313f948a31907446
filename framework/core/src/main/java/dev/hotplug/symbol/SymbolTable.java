package dev.hotplug.symbol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All visible exports, in one immutable snapshot. Providers of a type stand in the order of preference: highest
 * ranking, then longest loaded, then name.
 */
public final class SymbolTable {


    private static final int DEPARTURES = 256;
    private static final Provider[] NONE = {};
    private static final Comparator<Provider> PREFERENCE = Comparator.comparingInt(Provider::ranking).reversed()
            .thenComparingLong(Provider::order)
            .thenComparing(provider -> provider.key().name());

    private final Map<Class<?>, Provider[]> byType;
    private final List<Departure> departures;
    private final Generation generation = new Generation();

    /** A table without a symbol. */
    public static SymbolTable empty() {
        return new SymbolTable(Map.of(), List.of());
    }

    private SymbolTable(Map<Class<?>, Provider[]> byType, List<Departure> departures) {
        this.byType = byType;
        this.departures = departures;
    }

    /**
     * A table with more symbols.
     *
     * @param providers the exports of one plugin
     * @return the next table
     */
    public SymbolTable with(Collection<Provider> providers) {
        if (providers.isEmpty()) {
            return this;
        }
        Map<Class<?>, Provider[]> next = new HashMap<>(byType);
        for (Provider provider : providers) {
            next.merge(provider.key().type(), new Provider[] {provider}, SymbolTable::inOrder);
        }
        return new SymbolTable(next, departures);
    }

    /**
     * A table without the symbols of one plugin, which remembers that they were there.
     *
     * @param loadNumber the plugin's load number
     * @param at when it left
     * @return the next table
     */
    public SymbolTable without(long loadNumber, Instant at) {
        Map<Class<?>, Provider[]> next = new HashMap<>();
        List<Departure> gone = new ArrayList<>();
        byType.forEach((type, providers) -> {
            List<Provider> rest = new ArrayList<>(providers.length);
            for (Provider provider : providers) {
                if (provider.owner().loadNumber() == loadNumber) {
                    gone.add(new Departure(type.getName(), provider.key().name(), provider.owner().label(), at));
                } else {
                    rest.add(provider);
                }
            }
            if (rest.size() == providers.length) {
                next.put(type, providers);
            } else if (!rest.isEmpty()) {
                next.put(type, rest.toArray(NONE));
            }
        });
        if (gone.isEmpty()) {
            return this;
        }
        gone.addAll(departures);
        return new SymbolTable(next, List.copyOf(gone.subList(0, Math.min(gone.size(), DEPARTURES))));
    }

    /**
     * All providers of a type, in the order of preference.
     *
     * @param type the type
     * @return the providers; an unmodifiable view
     */
    public List<Provider> providers(Class<?> type) {
        return List.of(of(type));
    }

    /** All providers of all types, in no particular order. */
    public List<Provider> all() {
        List<Provider> all = new ArrayList<>();
        byType.values().forEach(providers -> all.addAll(List.of(providers)));
        return all;
    }

    /**
     * Says that a newer table is about to be published. A table that was ended is not published again.
     */
    public void end() {
        generation.end();
    }

    Generation generation() {
        return generation;
    }

    /** The array itself: not to be changed. */
    Provider[] of(Class<?> type) {
        return byType.getOrDefault(type, NONE);
    }

    /** Who exports another class of a type's name: the usual reason why nobody seems to. {@code null} if nobody does. */
    Owner ownerOfNamesake(Class<?> type) {
        for (Map.Entry<Class<?>, Provider[]> entry : byType.entrySet()) {
            if (entry.getKey() != type && entry.getKey().getName().equals(type.getName())) {
                return entry.getValue()[0].owner();
            }
        }
        return null;
    }

    /** Who provided a symbol last; {@code name} may be {@code null} for any name. */
    Optional<Departure> lastDeparture(Class<?> type, String name) {
        return departures.stream()
                .filter(departure -> departure.type().equals(type.getName()))
                .filter(departure -> name == null || departure.name().equals(name))
                .findFirst();
    }

    private static Provider[] inOrder(Provider[] left, Provider[] right) {
        Provider[] both = new Provider[left.length + right.length];
        System.arraycopy(left, 0, both, 0, left.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        Arrays.sort(both, PREFERENCE);
        return both;
    }
}
