package dev.hotplug.lifecycle;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was unloaded last, by id, for messages. Guarded by the {@link WriterLock}. */
final class Departures {

    private static final int KEPT = 256;

    private final Map<String, Departed> last = new LinkedHashMap<>();

    /** Not the entry itself, which would keep the plugin. */
    private record Departed(String label, long loadNumber, Path file, Instant at) {
    }

    void add(Entry entry) {
        last.put(entry.id(), new Departed(entry.label(), entry.loadNumber, entry.file, Instant.now()));
        if (last.size() > KEPT) {
            last.remove(last.keySet().iterator().next());
        }
    }

    /**
     * One clause on who had an id last, or {@code null} if nobody knows.
     *
     * @param now where it is still listed if it is in quarantine
     */
    String of(String id, Snapshot now) {
        Departed gone = last.get(id);
        return gone == null ? null : gone.label + " #" + gone.loadNumber + " was unloaded at "
                + gone.at.truncatedTo(ChronoUnit.SECONDS) + (now.rows().get(gone.loadNumber) == null ? ""
                        : ", and is in quarantine until nothing of it is in use") + "; its file was " + gone.file + ", load that again";
    }
}
