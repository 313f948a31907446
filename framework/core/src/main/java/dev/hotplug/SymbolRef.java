package dev.hotplug;

/**
 * A counted reference to an exported object. It pins the object's plugin: until it is closed, every unload
 * is refused, and the object may be called without a guard, at no cost per call.
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the symbol's type
 */
public interface SymbolRef<T> extends AutoCloseable {

    /**
     * The plugin's own object.
     *
     * @return the object
     * @throws IllegalStateException if this reference is closed
     */
    T get();

    /**
     * The plugin that it pins.
     *
     * @return the plugin's id
     */
    String pluginId();

    /** Gives the reference back. A second call does nothing. */
    @Override
    void close();
}
