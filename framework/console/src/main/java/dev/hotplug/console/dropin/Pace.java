package dev.hotplug.console.dropin;

import java.time.Duration;

/**
 * How long what takes.
 *
 * @param settle how long a file must have rested
 * @param patience how long files that never rest hold up the others
 * @param poll how often the directory is looked at where nothing tells of changes
 * @param pause between two looks at least, since a log that is written beside the JARs would else keep the thread busy
 * @param drain what calls in flight get to end when their plugin is replaced, or its file is gone
 * @param retry after which what time may help is tried again first; each time it takes twice as long, up to a limit
 */
record Pace(Duration settle, Duration patience, Duration poll, Duration pause, Duration drain, Duration retry) {

    static final Pace NORMAL = new Pace(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(2),
            Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofSeconds(1));
}
