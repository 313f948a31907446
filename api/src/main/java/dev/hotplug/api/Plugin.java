package dev.hotplug.api;

/**
 * The entry of a plugin.
 *
 * <p>One instance is made for each load, by the class's constructor without parameters (which may be
 * private). The class carries {@link PluginDescriptor}, or the JAR's manifest names it.
 *
 * <p><b>Threads.</b> Constructor, parameters, {@link #start} and {@link #stop} of one load never
 * overlap, and each sees what the earlier ones wrote; they may run on different threads. No lock of the
 * framework is held meanwhile, so all of them may call anything, including the host. While they run,
 * the thread's context class loader is the plugin's own.
 */
public interface Plugin {

    /**
     * Brings the plugin up. When this returns, everything exported through {@code context} becomes
     * visible at once and the plugin is {@link PluginState#LIVE}.
     *
     * <p>If it throws, the load fails with {@link Reason#START_FAILED}: {@link #stop} is not called, what
     * was handed to {@link PluginContext#manage} is closed, and everything registered is withdrawn.
     *
     * @param context the plugin's view of the host, valid until the plugin is gone
     * @throws Exception for whatever reason; it becomes the cause of the failed load. What {@code context} itself refuses
     *     with (as {@link Reason#DUPLICATE_SYMBOL} or {@link Reason#UNRESOLVED_SYMBOL}) is the load's own failure instead
     */
    void start(PluginContext context) throws Exception;

    /**
     * Takes the plugin down. Called once for each {@link #start} that returned, when no call through a
     * guarded service and no counted reference is left (unless the unload is forced), and before
     * managed resources are closed and the plugin's threads are stopped.
     *
     * <p>Whatever it throws is reported, and the unload goes on.
     *
     * @throws Exception for whatever reason
     */
    default void stop() throws Exception {
    }
}
