package dev.hotplug.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.MarkerFactory;

/** Says in the host's log what went wrong while a plugin was taken down. */
final class Problems {

    /** Marks what whoever asked for an unload is told as well, so that a log which they read may leave it out. */
    static final String OF_UNLOAD = "dev.hotplug.unload";

    /** The same, for whoever asked for a reload. Of its unloads it is marked as of others. */
    static final String OF_RELOAD = "dev.hotplug.reload";

    private Problems() {
    }

    /** A list that code under a limit may still write to when nobody waits for it any more. */
    static List<String> list() {
        return new CopyOnWriteArrayList<>();
    }

    /** Notes a failure, if there is memory to. Whoever takes something down goes on whatever comes of that. */
    static void note(List<String> problems, String what, Throwable failure) {
        try {
            problems.add(what + ": " + Refusal.describe(failure));
        } catch (Throwable untold) {
            return;
        }
    }

    static void logUnload(Entry entry, List<String> problems) {
        for (String problem : problems) {
            HostLog.get().atWarn().addMarker(MarkerFactory.getMarker(OF_UNLOAD))
                    .log("{}: unloading: {}", entry, problem);
        }
    }

    static void log(Entry entry, String when, List<String> problems) {
        for (String problem : problems) {
            HostLog.get().warn("{}: {}: {}", entry, when, problem);
        }
    }
}
