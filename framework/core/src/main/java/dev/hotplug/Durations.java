package dev.hotplug;

import java.time.Duration;
import java.util.Objects;

/** The one rule for durations that a caller gives. */
final class Durations {

    /** Deadlines are counted in nanoseconds, of which a {@code long} holds three of these. */
    private static final Duration CENTURY = Duration.ofDays(36_525);

    private Durations() {
    }

    /** Above zero. What is longer than a century, as "for ever" is written by some, is a century. */
    static Duration positive(Duration value, String name) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
        return value.compareTo(CENTURY) > 0 ? CENTURY : value;
    }
}
