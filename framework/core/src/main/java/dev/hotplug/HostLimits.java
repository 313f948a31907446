package dev.hotplug;

import dev.hotplug.lifecycle.Arena;
import dev.hotplug.model.Limits;

/**
 * What one JAR, and all plugins together, may take at most. A load that would go beyond fails with
 * {@link dev.hotplug.api.Reason#LIMIT_EXCEEDED} and changes nothing. Of threads: beyond {@code threads} a plugin's executor
 * or scheduler refuses the task with that reason, and beyond {@code threadsPerPlugin} tasks wait for each other.
 *
 * @param imageBytes size of one JAR, in bytes
 * @param entries entries of one JAR, those of its nested libraries included
 * @param entryBytes inflated size of one entry, in bytes
 * @param inflatedBytes inflated size of all entries of one JAR, in bytes
 * @param ratio inflated bytes for each deflated byte of an entry, once it inflates to more than a megabyte
 * @param plugins plugins at a time
 * @param stagedBytes bytes of staged JARs at a time
 * @param threads threads of plugins at a time
 * @param threadsPerPlugin threads of one plugin's executor
 */
public record HostLimits(long imageBytes, int entries, long entryBytes, long inflatedBytes, int ratio, int plugins,
                         long stagedBytes, int threads, int threadsPerPlugin) {

    /** Refuses limits below 1. */
    public HostLimits {
        long least = Math.min(Math.min(Math.min(imageBytes, entries), Math.min(entryBytes, inflatedBytes)),
                Math.min(Math.min(ratio, plugins), Math.min(stagedBytes, Math.min(threads, threadsPerPlugin))));
        if (least < 1) {
            throw new IllegalArgumentException("a limit of " + least + " (expected: at least 1)");
        }
    }

    /**
     * 256 MiB, 100,000 entries, 64 MiB an entry, 1 GiB inflated, 200 to 1; 10,000 plugins, 4 GiB staged, 1,000
     * threads, 16 a plugin.
     *
     * @return the defaults
     */
    public static HostLimits defaults() {
        Limits image = Limits.DEFAULT;
        Arena.Limits arena = Arena.Limits.DEFAULT;
        return new HostLimits(image.imageBytes(), image.entries(), image.entryBytes(), image.inflatedBytes(),
                image.ratio(), arena.plugins(), arena.stagedBytes(), arena.threads(), arena.threadsPerPlugin());
    }

    /**
     * Another limit for the size of one JAR.
     *
     * @param bytes at least 1
     * @return a changed copy
     */
    public HostLimits withImageBytes(long bytes) {
        return new HostLimits(bytes, entries, entryBytes, inflatedBytes, ratio, plugins, stagedBytes, threads,
                threadsPerPlugin);
    }

    /**
     * Another limit for plugins at a time.
     *
     * @param number at least 1
     * @return a changed copy
     */
    public HostLimits withPlugins(int number) {
        return new HostLimits(imageBytes, entries, entryBytes, inflatedBytes, ratio, number, stagedBytes, threads,
                threadsPerPlugin);
    }

    /**
     * Another limit for the bytes of staged JARs at a time.
     *
     * @param bytes at least 1
     * @return a changed copy
     */
    public HostLimits withStagedBytes(long bytes) {
        return new HostLimits(imageBytes, entries, entryBytes, inflatedBytes, ratio, plugins, bytes, threads,
                threadsPerPlugin);
    }

    /**
     * Other limits for threads.
     *
     * @param all of all plugins at a time, at least 1
     * @param perPlugin of one plugin's executor, at least 1
     * @return a changed copy
     */
    public HostLimits withThreads(int all, int perPlugin) {
        return new HostLimits(imageBytes, entries, entryBytes, inflatedBytes, ratio, plugins, stagedBytes, all,
                perPlugin);
    }

    Limits image() {
        return new Limits(imageBytes, entries, entryBytes, inflatedBytes, ratio);
    }

    Arena.Limits arena() {
        return new Arena.Limits(plugins, stagedBytes, threads, threadsPerPlugin);
    }
}
