package dev.hotplug.lifecycle;

import java.util.List;
import org.slf4j.LoggerFactory;

/** Says in the host's log what went wrong while a plugin was taken down. */
final class Problems {

    private Problems() {
    }

    static void log(Entry entry, String when, List<String> problems) {
        problems.forEach(problem -> LoggerFactory.getLogger("dev.hotplug").warn("{}: {}: {}", entry, when, problem));
    }
}
