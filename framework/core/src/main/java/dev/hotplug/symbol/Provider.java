package dev.hotplug.symbol;

import java.util.function.Function;

/**
 * One exported object and the plugin that it belongs to. Providers of one type compare in the order of preference: the
 * highest ranking first, then the longest loaded, then by name.
 *
 * <p>Immutable but for a cache.
 */
public final class Provider implements Comparable<Provider> {

    private final SymbolKey key;
    private final Object instance;
    private final int ranking;
    private final long order;
    private final Owner owner;
    /** While it is in the newest table. */
    private final Generation generation = new Generation();
    /** For whoever asks again, and for lists of all services, which are made anew when one provider comes or goes. */
    private Object guarded;

    /**
     * @param key the symbol
     * @param instance the exported object
     * @param ranking its ranking among the providers of its type
     * @param order rises with each plugin that goes live
     * @param owner the plugin
     */
    public Provider(SymbolKey key, Object instance, int ranking, long order, Owner owner) {
        this.key = key;
        this.instance = instance;
        this.ranking = ranking;
        this.order = order;
        this.owner = owner;
    }

    /** The symbol. */
    public SymbolKey key() {
        return key;
    }

    /** The exported object. */
    public Object instance() {
        return instance;
    }

    /** Its ranking among the providers of its type. */
    public int ranking() {
        return ranking;
    }

    /** The plugin that it belongs to. */
    public Owner owner() {
        return owner;
    }

    /** A guarded service for this very symbol, made once. Two threads may make one each; these are equal. */
    <T> T guarded(Class<T> type, Function<Provider, T> guard) {
        Object known = guarded;
        if (known == null) {
            known = guard.apply(this);
            guarded = known;
        }
        return type.cast(known);
    }

    /** The guarded service that was kept for this very symbol; {@code null} if none was. */
    public Object kept() {
        return guarded;
    }

    /** Keeps a guarded service for this very symbol, for as long as this is in a table. */
    public void keep(Object service) {
        guarded = service;
    }

    /** Written out: a chain of comparators is a dozen lambdas to a cold host. */
    @Override
    public int compareTo(Provider other) {
        int order = Integer.compare(other.ranking, ranking);
        order = order != 0 ? order : Long.compare(this.order, other.order);
        return order != 0 ? order : key.name().compareTo(other.key.name());
    }

    long order() {
        return order;
    }

    Generation generation() {
        return generation;
    }
}
