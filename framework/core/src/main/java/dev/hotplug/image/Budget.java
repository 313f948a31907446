package dev.hotplug.image;

import dev.hotplug.model.Limits;

/**
 * What one image has used of its limits, nested libraries included. Fed with what the directories declare;
 * {@link EntryData} lets no entry inflate to anything but what was declared, so a lie cannot pass.
 *
 * <p>Confined to the thread that reads the image.
 */
final class Budget {

    /** Tiny entries may deflate extremely well; only beyond this size does the ratio tell anything. */
    private static final int RATIO_MATTERS = 1 << 20;

    private final Limits limits;
    private long entries;
    private long inflated;

    Budget(Limits limits) {
        this.limits = limits;
    }

    /** Called with the count that a directory claims, before anything is allocated for it. */
    void addEntries(String label, int count) {
        entries += count;
        if (entries > limits.entries()) {
            throw Refusals.limit(label, "its directory", "entries", entries, limits.entries());
        }
    }

    void addEntry(String label, String name, long packedSize, long size) {
        if (size > limits.entryBytes()) {
            throw Refusals.limit(label, name, "bytes in one entry", size, limits.entryBytes());
        }
        if (size > RATIO_MATTERS && size > limits.ratio() * packedSize) {
            throw Refusals.limit(label, name, "inflated bytes for each deflated byte",
                    packedSize == 0 ? size : (size + packedSize - 1) / packedSize, limits.ratio());
        }
        inflated += size;
        if (inflated > limits.inflatedBytes()) {
            throw Refusals.limit(label, name, "inflated bytes in all", inflated, limits.inflatedBytes());
        }
    }
}
