package dev.hotplug.image;

import java.util.ArrayDeque;
import java.util.zip.Inflater;

/**
 * A few inflaters to use again: a new one takes some 40 KB of native memory and as long as the inflating of a small
 * class.
 *
 * <p>Safe for use by many threads.
 */
final class Inflaters {

    /** As many as may be at work at once on most machines; what is beyond is made and ended. */
    private static final int KEPT = 8;

    private static final ArrayDeque<Inflater> IDLE = new ArrayDeque<>();

    private Inflaters() {
    }

    /** One for data without header, to be {@linkplain #giveBack given back}. */
    static Inflater take() {
        synchronized (IDLE) {
            Inflater idle = IDLE.poll();
            if (idle != null) {
                return idle;
            }
        }
        return new Inflater(true);
    }

    static void giveBack(Inflater inflater) {
        // Before others can see it; it also lets go of the input.
        inflater.reset();
        synchronized (IDLE) {
            if (IDLE.size() < KEPT) {
                IDLE.push(inflater);
                return;
            }
        }
        inflater.end();
    }
}
