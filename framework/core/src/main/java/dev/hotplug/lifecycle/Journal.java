package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What happened, the last part of it in words and all of it in numbers (the kernel's ring buffer and its module
 * statistics). Written on slow paths only, after the fact: it takes no other lock.
 *
 * <p>Safe for use by many threads.
 */
public final class Journal {

    private static final int KEPT = 1_024;

    /** What happened to a plugin. */
    public enum Kind {
        /** It went live. */
        LOADED,
        /** Its load failed. */
        FAILED,
        /** It is gone. */
        UNLOADED,
        /** Its unload was refused. */
        REFUSED,
        /** It was unloaded, but is kept until nobody holds it and its threads have ended. */
        QUARANTINED,
        /** It left the quarantine and is gone. */
        RELEASED
    }

    /**
     * One thing that happened.
     *
     * @param number from 1, without gaps
     * @param at when
     * @param kind what
     * @param id the plugin's id, or the file's name if no id was known
     * @param version the plugin's version, or empty
     * @param loadNumber the load, or 0 if there was none
     * @param text a sentence, or empty if there is nothing to add
     */
    public record Event(long number, Instant at, Kind kind, String id, String version, long loadNumber, String text) {
    }

    /**
     * Everything that happened, in numbers.
     *
     * @param loads how many went live
     * @param failures how many loads failed, by reason; duplicates are not among them
     * @param duplicates how many loads were turned away because the plugin was there, or just being loaded
     * @param duplicateBytes how many bytes were not staged because of that
     * @param duplicateNanos how long the loads took that made these needless
     * @param unloads how many are gone, or in quarantine
     * @param refusals how many unloads were refused, by reason
     */
    public record Totals(long loads, Map<Reason, Long> failures, long duplicates, long duplicateBytes,
                         long duplicateNanos, long unloads, Map<Reason, Long> refusals) {
    }

    private final Deque<Event> events = new ArrayDeque<>();
    private long last;
    private long loads;
    private long unloads;
    private long duplicates;
    private long duplicateBytes;
    private long duplicateNanos;
    /** Not enum maps, which would ask for all reasons of a host that never knows one. */
    private final Map<Reason, Long> failures = new TreeMap<>();
    private final Map<Reason, Long> refusals = new TreeMap<>();

    synchronized void loaded(Entry entry) {
        loads++;
        add(Kind.LOADED, entry, "");
    }

    synchronized void failed(LoadAttempt attempt, PluginException failure) {
        failures.merge(failure.reason(), 1L, Long::sum);
        String version = attempt.descriptor == null ? "" : attempt.descriptor.version();
        add(Kind.FAILED, attempt.id(), version, attempt.entry == null ? 0 : attempt.entry.loadNumber,
                failure.reason() + ": " + failure.getMessage());
    }

    /** Not an event: a host that is told the same a thousand times would remember nothing else. */
    synchronized void duplicate(long bytes, long nanos) {
        duplicates++;
        duplicateBytes += bytes;
        duplicateNanos += nanos;
    }

    synchronized void unloaded(Entry entry, boolean complete, List<String> problems) {
        unloads++;
        add(complete ? Kind.UNLOADED : Kind.QUARANTINED, entry, problems.isEmpty() ? "" : String.join("; ", problems));
    }

    synchronized void refused(Entry entry, PluginException refusal) {
        refusals.merge(refusal.reason(), 1L, Long::sum);
        add(Kind.REFUSED, entry, refusal.reason() + ": " + refusal.getMessage());
    }

    /** Of an id that nobody has: no event, which would be the last thing that is remembered of that id. */
    synchronized void refused(PluginException refusal) {
        refusals.merge(refusal.reason(), 1L, Long::sum);
    }

    synchronized void released(Entry entry) {
        add(Kind.RELEASED, entry, "");
    }

    /** The events after one, as far as they are remembered; 0 for all of them. */
    public synchronized List<Event> after(long number) {
        return events.stream().filter(event -> event.number() > number).toList();
    }

    /** Waits for events after one, for a time; then as {@link #after}. */
    public synchronized List<Event> await(long number, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; last <= number && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return after(number);
    }

    /** The last thing that is remembered of a plugin, or {@code null}. */
    synchronized Event lastOf(String id) {
        for (Iterator<Event> newest = events.descendingIterator(); newest.hasNext();) {
            Event event = newest.next();
            if (event.id().equals(id)) {
                return event;
            }
        }
        return null;
    }

    /** The loads that are remembered of a plugin. */
    synchronized Set<Long> loadsOf(String id) {
        return events.stream().filter(event -> event.id().equals(id)).map(Event::loadNumber)
                .collect(Collectors.toCollection(HashSet::new));
    }

    public synchronized Totals totals() {
        return new Totals(loads, copy(failures), duplicates, duplicateBytes, duplicateNanos, unloads, copy(refusals));
    }

    private static Map<Reason, Long> copy(Map<Reason, Long> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    private void add(Kind kind, Entry entry, String text) {
        add(kind, entry.id(), entry.descriptor.version(), entry.loadNumber, text);
    }

    private void add(Kind kind, String id, String version, long loadNumber, String text) {
        events.add(new Event(++last, Instant.now(), kind, id, version, loadNumber, text));
        if (events.size() > KEPT) {
            events.remove();
        }
        notifyAll();
    }
}
