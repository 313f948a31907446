package dev.hotplug.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plugin may see and do in its host.
 *
 * <p>Safe for use by many threads. It refuses everything after the plugin is gone, as its
 * {@link PluginContext} does.
 */
public interface HostView {

    /**
     * The plugin table, as one consistent snapshot, in load order. Plugins that are only reserved
     * ({@link PluginState#UNFORMED}) are not in it.
     *
     * @return an immutable list
     */
    List<PluginInfo> plugins();

    /**
     * One row of the plugin table.
     *
     * @param id the plugin's id
     * @return the row, or empty if there is no such plugin
     */
    Optional<PluginInfo> plugin(String id);

    /**
     * Loads a plugin. May be called from {@link Plugin#start}; a plugin that would wait for itself
     * that way, directly or through others, gets {@link Reason#DEPENDENCY_CYCLE} at once.
     *
     * @param jar the file, not needed any more when this returns
     * @param parameters values for the plugin's parameters
     * @return the plugin's row, just loaded
     * @throws PluginException for each {@link Reason} that a load can be refused with
     */
    PluginInfo load(Path jar, Map<String, String> parameters);

    /**
     * Unloads a plugin, in one attempt that nobody notices if it is refused.
     *
     * @param id the plugin's id; its own is refused with {@link Reason#SELF_UNLOAD} on a thread that
     *     runs the plugin's code
     * @throws PluginException for each {@link Reason} that an unload can be refused with
     */
    void unload(String id);

    /**
     * Tells the listener of what happens to plugins from now on, until the registration is closed or this
     * plugin is unloaded.
     *
     * @param listener the listener
     * @return the registration; closing it twice does nothing
     */
    Registration listen(PluginListener listener);
}
