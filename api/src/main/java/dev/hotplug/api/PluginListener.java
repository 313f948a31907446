package dev.hotplug.api;

/**
 * Hears of plugins coming, going live and going.
 *
 * <p>Called without any lock of the framework, so a listener may load, unload and unregister itself from
 * inside. The events of one load come in order and one at a time; those of different plugins may
 * overlap. After a {@code going}, or after a veto, nothing more comes for that load. What a listener throws
 * from {@link #live} and {@link #going} is logged and stops nobody.
 */
public interface PluginListener {

    /**
     * A plugin is about to run its first code. Throwing vetoes it: the load fails with
     * {@link Reason#VETOED}, and the listeners that were already told hear {@link #going}, in reverse order.
     *
     * @param plugin the plugin, in state {@link PluginState#COMING}
     * @throws Exception to veto; it becomes the cause of the failed load
     */
    default void coming(PluginInfo plugin) throws Exception {
    }

    /**
     * A plugin is live.
     *
     * @param plugin the plugin, in state {@link PluginState#LIVE}
     */
    default void live(PluginInfo plugin) {
    }

    /**
     * A plugin that was announced is going: after its {@link Plugin#stop}, or because its load failed.
     *
     * @param plugin the plugin, in state {@link PluginState#GOING}
     */
    default void going(PluginInfo plugin) {
    }
}
