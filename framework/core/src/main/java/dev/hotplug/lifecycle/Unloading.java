package dev.hotplug.lifecycle;

import java.time.Duration;

/**
 * How an unload is to be done.
 *
 * @param waiting how long to repeat the attempt; zero for one attempt
 * @param draining how long to wait for calls in flight, having turned new ones away; zero not to drain
 * @param forced whether to go on whoever holds the plugin
 */
public record Unloading(Duration waiting, Duration draining, boolean forced) {

    /** One attempt that nobody notices if it is refused. */
    public static final Unloading PLAIN = new Unloading(Duration.ZERO, Duration.ZERO, false);

    boolean drains() {
        return !draining.isZero();
    }
}
