package dev.hotplug;

import java.time.Duration;

/** The one rule for durations that a caller gives. */
final class Durations {

    private Durations() {
    }

    static Duration positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
        return value;
    }
}
