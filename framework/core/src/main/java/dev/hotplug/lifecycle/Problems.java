package dev.hotplug.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Says in the host's log what went wrong while a plugin was taken down. */
final class Problems {

    /**
     * Marks what the caller is told as well, as a result or an exception. So a log that the caller reads anyway may leave
     * it out.
     */
    static final Marker TOLD = MarkerFactory.getMarker("dev.hotplug.told");

    private Problems() {
    }

    /** A list that code under a limit may still write to when nobody waits for it any more. */
    static List<String> list() {
        return new CopyOnWriteArrayList<>();
    }

    /** Of an unload, whose caller is told the same. */
    static void logTold(Entry entry, List<String> problems) {
        problems.forEach(problem -> LoggerFactory.getLogger("dev.hotplug").atWarn().addMarker(TOLD)
                .log("{}: unloading: {}", entry, problem));
    }

    static void log(Entry entry, String when, List<String> problems) {
        problems.forEach(problem -> LoggerFactory.getLogger("dev.hotplug").warn("{}: {}: {}", entry, when, problem));
    }
}
