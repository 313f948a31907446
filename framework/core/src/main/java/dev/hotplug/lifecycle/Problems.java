package dev.hotplug.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says in the host's log what went wrong while a plugin was taken down. */
final class Problems {

    private Problems() {
    }

    /** A list that code under a limit may still write to when nobody waits for it any more. */
    static List<String> list() {
        return new CopyOnWriteArrayList<>();
    }

    static void log(Entry entry, String when, List<String> problems) {
        for (String problem : problems) {
            HostLog.get().warn("{}: {}: {}", entry, when, problem);
        }
    }
}
