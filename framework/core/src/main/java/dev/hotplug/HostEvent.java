package dev.hotplug;

import dev.hotplug.lifecycle.Journal;
import java.time.Instant;

/**
 * Something that happened in a host.
 *
 * @param number from 1, without gaps; {@link PluginHost#events(long)} takes it
 * @param at when
 * @param kind what
 * @param id the plugin's id, or the file's name where no id was known
 * @param version the plugin's version, or empty
 * @param loadNumber the number of the load, or 0 if it never got one
 * @param text more about it, one sentence, or empty
 */
public record HostEvent(long number, Instant at, Kind kind, String id, String version, long loadNumber, String text) {

    static HostEvent of(Journal.Event event) {
        return new HostEvent(event.number(), event.at(), Kind.valueOf(event.kind().name()), event.id(), event.version(),
                event.loadNumber(), event.text());
    }

    /** What happened. */
    public enum Kind {
        /** The plugin went live. */
        LOADED,
        /** Its load failed; the text says why. That it was there already is no event, and only counted. */
        FAILED,
        /** It is gone. */
        UNLOADED,
        /** An unload of it was refused; the text says why. */
        REFUSED,
        /** It was unloaded, but is kept until nobody holds it and its threads have ended. */
        QUARANTINED,
        /** It left the quarantine, in which an unload or a failed load had left it, and is gone. */
        RELEASED
    }
}
