package dev.hotplug.lifecycle;

import dev.hotplug.rcu.StackRoom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers the events of one load in order and one at a time, without a lock: whoever finds the queue idle delivers,
 * for others too. A listener that causes a further event from inside hears it after it has returned.
 *
 * <p>What is {@linkplain #add added} under the lock that orders the events is delivered after it was given up, by
 * whoever comes first: nobody hears a later event before an earlier one.
 */
final class EventQueue {

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    /** How often somebody has asked for delivery since the last time that all was delivered. */
    private final AtomicInteger asked = new AtomicInteger();

    void add(Runnable event) {
        events.add(event);
    }

    /** Delivers all there are, unless another thread is at it, which sees to them then. */
    void deliver() {
        // Whoever overflowed in the middle would be taken for one who is at it, for good.
        StackRoom.reserve(StackRoom.FOR_A_FEW_CALLS);
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                run(event);
            }
            seen = asked.addAndGet(-seen);
        } while (seen > 0);
    }

    /** The end of the stack may come in the midst of it, and again in telling so: the next events are delivered then. */
    private static void run(Runnable event) {
        try {
            event.run();
        } catch (Throwable t) {
            try {
                HostLog.get().error("an event was not delivered to all: {}", String.valueOf(t));
            } catch (Throwable untold) {
                return;
            }
        }
    }
}
