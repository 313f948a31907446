package dev.hotplug.symbol;

import dev.hotplug.rcu.Trie;
import dev.hotplug.rcu.TrieMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All visible exports, in one immutable snapshot. The next table shares with this one all that the change did not
 * touch, so it costs the same however many plugins there are.
 */
public final class SymbolTable {

    private static final int DEPARTURES = 256;
    /** A power of two. */
    private static final int RECENT = 8;

    private final TrieMap<Class<?>, Candidates> byType;
    private final Trie<List<Provider>> byOwner;
    /** The last ones, the newest first: by how many were left to come when there were none yet. */
    private final Trie<Departure> departures;
    private final long departed;
    /** What in the table that is published now is other in this one; empty once this one is. Guarded by the writer's lock. */
    private List<Generation> replaced;
    /*
     * What was looked up last, by hash code: a trie of ten thousand types is three nodes deep, and each step waits for
     * the one before. Filled by readers in a race; what they put there is immutable, and as good as what it replaces.
     */
    private final Candidates[] recent = new Candidates[RECENT];

    /** The types by name, for whoever finds nobody; made when the first asks, and not changed then. */
    private volatile Map<String, Class<?>> names;

    /** A table without a symbol. */
    public static SymbolTable empty() {
        return new SymbolTable(TrieMap.empty(), Trie.empty(), Trie.empty(), 0, List.of());
    }

    private SymbolTable(TrieMap<Class<?>, Candidates> byType, Trie<List<Provider>> byOwner, Trie<Departure> departures,
                        long departed, List<Generation> replaced) {
        this.byType = byType;
        this.byOwner = byOwner;
        this.departures = departures;
        this.departed = departed;
        this.replaced = replaced;
    }

    /**
     * A table with more symbols.
     *
     * @param providers the exports of one plugin or of several, which have none in this table
     * @return the next table
     */
    public SymbolTable with(Collection<Provider> providers) {
        if (providers.isEmpty()) {
            return this;
        }
        TrieMap<Class<?>, Candidates> types = byType;
        Trie<List<Provider>> owners = byOwner;
        List<Generation> ended = new ArrayList<>(replaced);
        for (Provider provider : providers) {
            Class<?> type = provider.key().type();
            Candidates others = of(types, type);
            types = types.with(type, others.with(provider));
            ended.add(others.generation());
            long owner = provider.owner().loadNumber();
            List<Provider> own = new ArrayList<>(owners.get(owner) == null ? List.of() : owners.get(owner));
            own.add(provider);
            owners = owners.with(owner, own);
        }
        return new SymbolTable(types, owners, departures, departed, ended);
    }

    /**
     * A table without the symbols of one plugin, which remembers that they were there.
     *
     * @param loadNumber the plugin's load number
     * @param at when it left
     * @return the next table; this one if the plugin has no symbol in it
     */
    public SymbolTable without(long loadNumber, Instant at) {
        List<Provider> leaving = byOwner.get(loadNumber);
        if (leaving == null) {
            return this;
        }
        TrieMap<Class<?>, Candidates> types = byType;
        Trie<Departure> gone = departures;
        long number = departed;
        List<Generation> ended = new ArrayList<>(replaced);
        for (Provider provider : leaving) {
            Class<?> type = provider.key().type();
            Candidates all = types.get(type);
            Candidates rest = all.without(provider);
            ended.add(all.generation());
            ended.add(provider.generation());
            types = rest.isEmpty() ? types.without(type) : types.with(type, rest);
            gone = gone.with(Long.MAX_VALUE - number, new Departure(type.getName(), provider.key().name(),
                    provider.owner().label(), at));
            if (number >= DEPARTURES) {
                gone = gone.without(Long.MAX_VALUE - number + DEPARTURES);
            }
            number++;
        }
        return new SymbolTable(types, byOwner.without(loadNumber), gone, number, ended);
    }

    /**
     * All providers of a type.
     *
     * @param type the type
     * @return the providers; empty if there is none
     */
    public Candidates of(Class<?> type) {
        int slot = type.hashCode() & RECENT - 1;
        Candidates known = recent[slot];
        if (known != null && known.type() == type) {
            return known;
        }
        Candidates found = of(byType, type);
        if (!found.isEmpty()) {
            // A type that is not in the table must not be kept by it.
            recent[slot] = found;
        }
        return found;
    }

    /**
     * All providers of a type, in the order of preference.
     *
     * @param type the type
     * @return the providers; immutable
     */
    public List<Provider> providers(Class<?> type) {
        return of(type).all();
    }

    /**
     * What a plugin exports.
     *
     * @param loadNumber its load number
     * @return its symbols; not to be changed
     */
    public List<Provider> exportsOf(long loadNumber) {
        List<Provider> found = byOwner.get(loadNumber);
        return found == null ? List.of() : found;
    }

    /** All providers of all types, in the order in which their plugins were loaded. */
    public List<Provider> all() {
        List<Provider> all = new ArrayList<>();
        byOwner.values().forEach(all::addAll);
        return all;
    }

    /** All providers of all types, by the type's name, then in the order of preference. */
    public List<Provider> sorted() {
        List<Class<?>> types = byType.keys();
        types.sort(Comparator.comparing(Class::getName));
        List<Provider> sorted = new ArrayList<>();
        for (Class<?> type : types) {
            sorted.addAll(byType.get(type).all());
        }
        return sorted;
    }

    /**
     * Says that this table is about to be published, instead of the one that it was made from. That one is not published
     * again.
     */
    public void replace() {
        // An iterator would take memory, and whoever publishes has no way back.
        for (int i = 0; i < replaced.size(); i++) {
            replaced.get(i).end();
        }
        replaced = List.of();
    }

    /** Who exports another class of a type's name: the usual reason why nobody seems to. {@code null} if nobody does. */
    Provider namesake(Class<?> type) {
        Map<String, Class<?>> known = names;
        if (known == null) {
            known = new HashMap<>();
            for (Class<?> exported : byType.keys()) {
                known.put(exported.getName(), exported);
            }
            names = known;
        }
        Class<?> other = known.get(type.getName());
        return other == null || other == type ? null : of(other).first();
    }

    /** How many symbols have left, this table's and all before it. */
    long departures() {
        return departed;
    }

    /** Who provided a symbol last; {@code name} may be {@code null} for any name. */
    Optional<Departure> lastDeparture(Class<?> type, String name) {
        if (departures.isEmpty() || isOf(departures.first(), type, name)) {
            return Optional.ofNullable(departures.first());
        }
        for (Departure departure : departures.values()) {
            if (isOf(departure, type, name)) {
                return Optional.of(departure);
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(Departure departure, Class<?> type, String name) {
        return departure.type().equals(type.getName()) && (name == null || departure.name().equals(name));
    }

    private static Candidates of(TrieMap<Class<?>, Candidates> types, Class<?> type) {
        Candidates found = types.get(type);
        return found == null ? Candidates.EMPTY : found;
    }
}
