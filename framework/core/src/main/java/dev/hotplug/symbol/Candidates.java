package dev.hotplug.symbol;

import dev.hotplug.rcu.Trie;
import dev.hotplug.rcu.TrieMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * All providers of one type, in the order of preference: highest ranking, then longest loaded, then name.
 *
 * <p>Immutable but for three caches, which any thread may fill; what is kept there is safe to publish in a race.
 */
public final class Candidates {

    private static final Provider[] NONE = {};
    static final Candidates EMPTY = new Candidates(null, Trie.empty(), TrieMap.empty(), 0);

    /** {@code null} if there is none. */
    private final Class<?> type;

    /** By ranking, the highest first; by order; and those of one plugin by name. */
    private final Trie<Trie<Provider[]>> byRanking;
    private final TrieMap<String, Provider> byName;
    private final int size;
    private final Provider first;
    /** While the newest table has these. */
    private final Generation generation = new Generation();
    private List<Provider> all;
    private List<?> guarded;
    private Object kept;

    private Candidates(Class<?> type, Trie<Trie<Provider[]>> byRanking, TrieMap<String, Provider> byName, int size) {
        this.type = type;
        this.byRanking = byRanking;
        this.byName = byName;
        this.size = size;
        this.first = first(byRanking);
    }

    Candidates with(Provider provider) {
        long rank = rank(provider);
        Trie<Provider[]> peers = byRanking.get(rank) == null ? Trie.empty() : byRanking.get(rank);
        Provider[] before = peers.get(provider.order()) == null ? NONE : peers.get(provider.order());
        Provider[] next = Arrays.copyOf(before, before.length + 1);
        next[before.length] = provider;
        if (next.length > 1) {
            Arrays.sort(next);
        }
        return new Candidates(provider.key().type(), byRanking.with(rank, peers.with(provider.order(), next)),
                byName.with(provider.key().name(), provider), size + 1);
    }

    /** Only for one that is there. */
    Candidates without(Provider provider) {
        long rank = rank(provider);
        Trie<Provider[]> peers = byRanking.get(rank);
        Provider[] next = without(peers.get(provider.order()), provider);
        Trie<Provider[]> rest = next.length == 0 ? peers.without(provider.order())
                : peers.with(provider.order(), next);
        return new Candidates(type, rest.isEmpty() ? byRanking.without(rank) : byRanking.with(rank, rest),
                byName.without(provider.key().name()), size - 1);
    }

    private static Provider[] without(Provider[] all, Provider gone) {
        Provider[] rest = new Provider[all.length - 1];
        int count = 0;
        for (Provider provider : all) {
            if (provider != gone) {
                rest[count++] = provider;
            }
        }
        return rest;
    }

    /** Whether nobody provides the type. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The type that they provide. */
    Class<?> type() {
        return type;
    }

    Generation generation() {
        return generation;
    }

    /** The preferred one, or {@code null} if there is none. */
    public Provider first() {
        return first;
    }

    /** The one that exports under a name, or {@code null} if there is none. */
    public Provider named(String name) {
        return byName.get(name);
    }

    /** The next in the order of preference after one that is there, or {@code null} if that is the last. */
    Provider after(Provider provider) {
        long rank = rank(provider);
        Trie<Provider[]> peers = byRanking.get(rank);
        Provider[] same = peers.get(provider.order());
        for (int i = 0; i + 1 < same.length; i++) {
            if (same[i] == provider) {
                return same[i + 1];
            }
        }
        Provider[] next = peers.above(provider.order());
        if (next == null) {
            Trie<Provider[]> lower = byRanking.above(rank);
            next = lower == null ? null : lower.first();
        }
        return next == null ? null : next[0];
    }

    /** All of them, in the order of preference; immutable. */
    public List<Provider> all() {
        List<Provider> known = all;
        if (known == null) {
            List<Provider> found = new ArrayList<>(size);
            for (Trie<Provider[]> peers : byRanking.values()) {
                for (Provider[] same : peers.values()) {
                    found.addAll(List.of(same));
                }
            }
            known = List.copyOf(found);
            all = known;
        }
        return known;
    }

    /**
     * A guarded service for each, in the order of preference, made once.
     *
     * @param type the type of all of them
     * @param guard makes one, bound to the symbol of its provider
     * @param <T> the type
     * @return the services; immutable
     */
    @SuppressWarnings("unchecked")
    public <T> List<T> guarded(Class<T> type, Function<Provider, T> guard) {
        List<T> known = (List<T>) guarded;
        if (known == null) {
            known = all().stream().map(provider -> provider.guarded(type, guard)).toList();
            guarded = known;
        }
        return known;
    }

    /** The guarded service that was kept for whoever is preferred; {@code null} if none was. */
    public Object kept() {
        return kept;
    }

    /** Keeps a guarded service for whoever is preferred, unless nobody is: what is not in the table is not kept by it. */
    public void keep(Object service) {
        if (!isEmpty()) {
            kept = service;
        }
    }

    private static Provider first(Trie<Trie<Provider[]>> byRanking) {
        return byRanking.isEmpty() ? null : byRanking.first().first()[0];
    }

    private static long rank(Provider provider) {
        return (long) Integer.MAX_VALUE - provider.ranking();
    }
}
