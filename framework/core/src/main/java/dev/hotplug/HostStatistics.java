package dev.hotplug;

/**
 * What a host has done since it was built.
 *
 * @param scans how many JARs were searched for their descriptor
 * @param linkChecks how often a plugin's code was resolved against what it would see
 * @param indexHits how often that was not needed, because the index had the answer
 */
public record HostStatistics(long scans, long linkChecks, long indexHits) {
}
