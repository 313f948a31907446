package dev.hotplug;

import dev.hotplug.api.Reason;
import dev.hotplug.lifecycle.Examination;
import dev.hotplug.lifecycle.Journal;
import java.time.Duration;
import java.util.Map;

/**
 * What a host has done since it was built.
 *
 * @param examined what it had to find out about JARs
 * @param loads how many loads went live
 * @param failures how many loads failed, by reason; duplicates are not among them
 * @param duplicates loads that were turned away because the plugin was there, or just being loaded
 * @param unloads how many plugins are gone, or in quarantine
 * @param refusals how many unloads were refused, by reason
 * @param gracePeriods how often it waited for its readers
 */
public record HostStatistics(Examined examined, long loads, Map<Reason, Long> failures, Duplicates duplicates,
                             long unloads, Map<Reason, Long> refusals, long gracePeriods) {

    /** Copies the maps. */
    public HostStatistics {
        failures = Map.copyOf(failures);
        refusals = Map.copyOf(refusals);
    }

    static HostStatistics of(Examination.Counts counts, Journal.Totals totals, long gracePeriods) {
        return new HostStatistics(new Examined(counts.scans(), counts.linkChecks(), counts.indexHits()), totals.loads(),
                totals.failures(), new Duplicates(totals.duplicates(), totals.duplicateBytes(),
                        Duration.ofNanos(totals.duplicateNanos())),
                totals.unloads(), totals.refusals(), gracePeriods);
    }

    /**
     * What a host had to find out about JARs.
     *
     * @param scans how many were searched for their descriptor
     * @param linkChecks how often a plugin's code was resolved against what it would see
     * @param indexHits how often that was not needed, because the index had the answer
     */
    public record Examined(long scans, long linkChecks, long indexHits) {
    }

    /**
     * Loads that were turned away early.
     *
     * @param count how many
     * @param bytes what was not staged because of that
     * @param time how long the loads took that made these needless: about what was saved
     */
    public record Duplicates(long count, long bytes, Duration time) {
    }
}
