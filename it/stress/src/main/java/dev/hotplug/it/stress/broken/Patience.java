package dev.hotplug.it.stress.broken;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Waits that end by themselves, so that a lost wake-up can be counted. Each says whether it was woken. */
final class Patience {

    /** Short enough to see many that are lost. A wait that is cut short only because of that is repeated. */
    private static final long MICROSECONDS = 200;

    private Patience() {
    }

    static boolean await(Condition condition) {
        try {
            return condition.await(MICROSECONDS, TimeUnit.MICROSECONDS);
        } catch (InterruptedException e) {
            throw unforeseen(e);
        }
    }

    static boolean await(CountDownLatch latch) {
        try {
            return latch.await(MICROSECONDS, TimeUnit.MICROSECONDS);
        } catch (InterruptedException e) {
            throw unforeseen(e);
        }
    }

    private static IllegalStateException unforeseen(InterruptedException e) {
        return new IllegalStateException("nobody interrupts the threads of this test", e);
    }
}
