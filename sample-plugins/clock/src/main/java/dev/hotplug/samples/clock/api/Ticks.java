package dev.hotplug.samples.clock.api;

import java.time.Instant;
import java.util.Optional;

/** A clock that ticks. Safe for use by many threads. */
public interface Ticks {

    /**
     * How often it has ticked since its plugin was loaded.
     *
     * @return the number of ticks
     */
    long count();

    /**
     * When it ticked last.
     *
     * @return the time, or empty before the first tick
     */
    Optional<Instant> last();
}
