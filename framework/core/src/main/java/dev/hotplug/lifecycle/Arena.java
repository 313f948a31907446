package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.Descriptor;

/**
 * What all plugins of a host take together, bounded: the analogue of the kernel's reserved per-CPU chunk, which
 * duplicate loads once exhausted. A plugin is granted its share only once its id is its own.
 *
 * <p>Safe for use by many threads.
 */
public final class Arena {

    /**
     * The bounds.
     *
     * @param plugins class loaders at a time
     * @param stagedBytes bytes of staged images at a time
     * @param threads threads of plugins at a time
     * @param threadsPerPlugin threads of one plugin's executor at a time
     */
    public record Limits(int plugins, long stagedBytes, int threads, int threadsPerPlugin) {

        /** 10,000 plugins, 4 GiB, 1,000 threads, 16 a plugin. */
        public static final Limits DEFAULT = new Limits(10_000, 4L << 30, 1_000, 16);
    }

    private final Limits limits;
    private int plugins;
    private long stagedBytes;
    private int threads;

    Arena(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** A class loader and its staged image, for one plugin. */
    synchronized Grant grant(Descriptor plugin, long bytes) {
        require(plugin, "plugins", 1, plugins, limits.plugins);
        require(plugin, "bytes of staged images", bytes, stagedBytes, limits.stagedBytes);
        plugins++;
        stagedBytes += bytes;
        return new Grant(bytes);
    }

    /** One thread. */
    synchronized void takeThread(Descriptor plugin) {
        require(plugin, "threads of plugins", 1, threads, limits.threads);
        threads++;
    }

    synchronized void returnThread() {
        threads--;
    }

    synchronized int plugins() {
        return plugins;
    }

    synchronized long stagedBytes() {
        return stagedBytes;
    }

    synchronized int threads() {
        return threads;
    }

    private static void require(Descriptor plugin, String what, long wanted, long taken, long maximum) {
        if (wanted > maximum - taken) {
            throw new PluginException(Reason.LIMIT_EXCEEDED, plugin.id(), plugin.label() + ": " + what + ": needs "
                    + wanted + ", but " + taken + " of " + maximum + " are taken; unload a plugin or raise the host's limit", null,
                    new PluginException.Limit(what, wanted, maximum));
        }
    }

    /** One plugin's share, returned once. */
    final class Grant {

        private final long bytes;
        private boolean returned;

        private Grant(long bytes) {
            this.bytes = bytes;
        }

        void giveBack() {
            synchronized (Arena.this) {
                if (!returned) {
                    returned = true;
                    plugins--;
                    stagedBytes -= bytes;
                }
            }
        }
    }
}
