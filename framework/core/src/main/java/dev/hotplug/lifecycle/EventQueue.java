package dev.hotplug.lifecycle;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers the events of one load in order and one at a time, without a lock: whoever finds the queue idle delivers,
 * for others too. A listener that causes a further event from inside hears it after it has returned.
 */
final class EventQueue {

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** Adds an event, and delivers all there are unless another thread is at it. The event must not throw. */
    void post(Runnable event) {
        events.add(event);
        if (pending.getAndIncrement() == 0) {
            do {
                events.remove().run();
            } while (pending.decrementAndGet() > 0);
        }
    }
}
