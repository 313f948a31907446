package dev.hotplug.it.scenarios;

import java.time.Duration;

/** How much the tests of calls do: all of it with {@code -Dcalls=full}, a tenth otherwise. */
final class CallCounts {

    private static final boolean FULL = "full".equals(System.getProperty("calls"));

    /** Only a defect makes anything take that long. */
    static final Duration LIMIT = FULL ? Duration.ofMinutes(30) : Duration.ofMinutes(3);

    private CallCounts() {
    }

    static int of(int full) {
        return FULL ? full : full / 10;
    }
}
