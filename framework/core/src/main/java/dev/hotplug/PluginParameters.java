package dev.hotplug;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.lifecycle.Lifecycle;
import java.util.Map;
import java.util.Objects;

/**
 * The parameters of the plugin that has an id now, whichever load that is.
 *
 * <p>Safe for use by many threads. Every method throws {@link PluginException} with {@link Reason#NOT_FOUND} if no plugin
 * has the id or the one that has it is going, {@link Reason#BUSY} if it is just being loaded, or {@link Reason#HOST_CLOSED}.
 */
public final class PluginParameters {

    private final Lifecycle lifecycle;
    private final String id;

    PluginParameters(Lifecycle lifecycle, String id) {
        this.lifecycle = lifecycle;
        this.id = id;
    }

    /**
     * The values now, as far as they can be known: what a field holds, what a setter was given last.
     *
     * @return values by parameter name, sorted
     */
    public Map<String, String> values() {
        return lifecycle.parameters(id);
    }

    /**
     * The values before anything was set, as far as they can be known: what a field held, nothing for a setter.
     *
     * @return values by parameter name, sorted
     */
    public Map<String, String> defaults() {
        return lifecycle.parameterDefaults(id);
    }

    /**
     * Sets one. The plugin has declared it writable and copes with being told at any time, on any thread; it cannot be
     * unloaded meanwhile.
     *
     * <p>What {@link #values} tells of a setter, and what a reload gives it, is what it was told last: it is called on
     * one thread at a time, and whoever sets the same parameter meanwhile waits, as long as a load waits for another
     * ({@link PluginHostBuilder#waitLimit}). Other parameters do not wait for it.
     *
     * @param name the parameter's name
     * @param value its value, as text
     * @throws PluginException with {@link Reason#INVALID_PARAMETER} as well; with {@link Reason#BUSY} also if the
     *     parameter's setter runs on another thread and does not return in time, or is what calls this; with
     *     {@link Reason#INTERRUPTED} if the thread was interrupted while it waited for that. Nothing was set then
     */
    public void set(String name, String value) {
        lifecycle.setParameter(id, Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    }
}
