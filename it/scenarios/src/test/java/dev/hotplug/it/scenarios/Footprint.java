package dev.hotplug.it.scenarios;

/**
 * What a load took at most.
 *
 * @param classLoaders plugin class loaders that were created
 * @param threads live threads beyond those that were there before
 * @param openFiles files open in the work directory at one moment
 * @param stagedBytes bytes in the work directory at one moment
 */
record Footprint(int classLoaders, int threads, int openFiles, long stagedBytes) {

    Footprint withClassLoaders(int count) {
        return new Footprint(count, threads, openFiles, stagedBytes);
    }

    Footprint max(Footprint other) {
        return new Footprint(Math.max(classLoaders, other.classLoaders), Math.max(threads, other.threads),
                Math.max(openFiles, other.openFiles), Math.max(stagedBytes, other.stagedBytes));
    }

    /** Whether it is no more than another in any respect. */
    boolean fitsInto(Footprint other) {
        return max(other).equals(other);
    }
}
