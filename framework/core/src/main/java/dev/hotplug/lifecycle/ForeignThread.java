package dev.hotplug.lifecycle;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What can be learned of a thread that anybody may have made. Its monitor can be held by whoever finds the thread, so
 * nothing here enters that.
 */
final class ForeignThread {

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private ForeignThread() {
    }

    /**
     * Waits for a thread to end, or for this one to be interrupted, whose flag stays set. By looking again and again:
     * {@link Thread#join(long)} begins to count when it has the thread's monitor, which a thread that holds its own never
     * gives it, and a latch would say that a thread has ended which still tells its handler what it died of.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @return whether it has ended
     */
    static boolean awaitEnd(Thread thread, long deadline) {
        long pause = SHORTEST_PAUSE_NANOS;
        while (thread.isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return !thread.isAlive();
            }
            LockSupport.parkNanos(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        return true;
    }
}
