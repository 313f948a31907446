package dev.hotplug;

/**
 * A counted reference to an exported object. It pins the object's plugin: until it is closed, every unload
 * that is not forced is refused, and the object may be called without a guard, at no cost per call. After a forced one, and
 * after the host's close, the object is that of a plugin that was stopped, whose class loader stays open until then.
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
