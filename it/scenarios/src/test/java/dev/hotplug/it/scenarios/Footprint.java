package dev.hotplug.it.scenarios;

/**
 * What a load took at most, and what it kept.
 *
 * @param classLoaders plugin class loaders that were created, or {@link #UNCOUNTED}
 * @param threads live threads beyond those that were there before
 * @param openFiles files open at one moment, in the work directory and among the JARs
 * @param bytes bytes in the work directory at one moment
 * @param openFilesKept files open once the plugin is loaded
 * @param bytesKept bytes in the work directory once the plugin is loaded
 */
record Footprint(int classLoaders, int threads, int openFiles, long bytes, int openFilesKept, long bytesKept) {

    /** A collection came in between, so some may have vanished. */
    static final int UNCOUNTED = -1;

    static final Footprint NONE = new Footprint(0, 0, 0, 0, 0, 0);

    static Footprint moment(int openFiles, long bytes) {
        return new Footprint(0, 0, openFiles, bytes, 0, 0);
    }

    Footprint with(int createdLoaders, int peakThreads, Footprint kept) {
        return new Footprint(createdLoaders, peakThreads, openFiles, bytes, kept.openFiles, kept.bytes);
    }

    /** Room for some more files that are open, and of that size, for a moment. */
    Footprint plusPassing(int files, int copies, long size) {
        return new Footprint(classLoaders, threads, openFiles + files, bytes + copies * size, openFilesKept, bytesKept);
    }

    Footprint max(Footprint other) {
        return new Footprint(Math.max(classLoaders, other.classLoaders), Math.max(threads, other.threads),
                Math.max(openFiles, other.openFiles), Math.max(bytes, other.bytes),
                Math.max(openFilesKept, other.openFilesKept), Math.max(bytesKept, other.bytesKept));
    }

    /** Whether it is no more than another in any respect. */
    boolean fitsInto(Footprint other) {
        return max(other).equals(other);
    }
}
