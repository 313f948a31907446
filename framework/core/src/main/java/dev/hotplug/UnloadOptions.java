package dev.hotplug;

import dev.hotplug.lifecycle.Unloading;
import java.time.Duration;

/**
 * How a plugin is to be unloaded. Immutable; each method gives a changed copy.
 *
 * <p>An unload is refused while other plugins require the plugin; none of these options overrides that. {@link
 * PluginHost#unloadAll} unloads them as well.
 */
public final class UnloadOptions {

    private static final UnloadOptions DEFAULTS = new UnloadOptions(Duration.ZERO, Duration.ZERO, false);

    private final Duration waiting;
    private final Duration draining;
    private final boolean forced;

    private UnloadOptions(Duration waiting, Duration draining, boolean forced) {
        this.waiting = waiting;
        this.draining = draining;
        this.forced = forced;
    }

    /**
     * One attempt, refused if anybody holds a reference or is in a call. Nobody notices a refused attempt.
     *
     * @return the defaults
     */
    public static UnloadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Repeats the attempt until it succeeds or the time is up. Until it succeeds, nobody notices.
     *
     * @param limit more than zero
     * @return a changed copy
     */
    public UnloadOptions waiting(Duration limit) {
        return new UnloadOptions(Durations.positive(limit, "waiting"), draining, forced);
    }

    /**
     * Turns new calls away and lets those in flight finish, so that a plugin that is never idle can be
     * unloaded. Counted references and dependents still refuse it, unnoticed. If the time is up before the
     * last call has returned, the plugin stays going; another drain, or force, goes on from there. The refusal then counts
     * the calls, but names those on virtual threads only if the host {@linkplain PluginHostBuilder#trackHolders tracks
     * holders}.
     *
     * <p>A call that one in flight makes to the plugin through a guarded service is a new one and turned away, as by
     * {@code try_module_get} in the kernel. What a plugin's own code calls on its own objects is no such call.
     *
     * @param limit more than zero
     * @return a changed copy
     */
    public UnloadOptions draining(Duration limit) {
        return new UnloadOptions(waiting, Durations.positive(limit, "draining"), forced);
    }

    /**
     * Withdraws and stops the plugin, whoever holds it: at once, or after the drain if one is asked for. Its class
     * loader and its resources are closed when the last reference and the last call are gone. Also unloads a permanent
     * plugin. If it is permanent, or is still held then, that taints it and the host.
     *
     * @return a changed copy
     */
    public UnloadOptions forced() {
        return new UnloadOptions(waiting, draining, true);
    }

    Unloading unloading() {
        return new Unloading(waiting, draining, forced);
    }
}
