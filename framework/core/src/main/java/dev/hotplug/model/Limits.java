package dev.hotplug.model;

/**
 * What one image may be at most.
 *
 * @param imageBytes size of the file
 * @param entries number of entries, those of nested libraries included
 * @param entryBytes inflated size of one entry
 * @param inflatedBytes inflated size of all entries together
 * @param ratio inflated size of an entry for each byte of its deflated size, once it inflates to more than a
 *     megabyte
 */
public record Limits(long imageBytes, int entries, long entryBytes, long inflatedBytes, int ratio) {

    /** 256 MiB, 100,000 entries, 64 MiB an entry, 1 GiB in all, 200 to 1. */
    public static final Limits DEFAULT = new Limits(256L << 20, 100_000, 64L << 20, 1L << 30, 200);
}
