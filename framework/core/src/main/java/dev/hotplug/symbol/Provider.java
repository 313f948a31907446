package dev.hotplug.symbol;

/**
 * One exported object and the plugin that it belongs to.
 *
 * <p>Immutable.
 */
public final class Provider {

    private final SymbolKey key;
    private final Object instance;
    private final int ranking;
    private final long order;
    private final Owner owner;

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

    long order() {
        return order;
    }
}
