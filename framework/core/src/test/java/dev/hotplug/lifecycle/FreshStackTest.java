package dev.hotplug.lifecycle;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FreshStackTest {

    private final CountDownLatch release = new CountDownLatch(1);

    /** As code of a plugin that is undone there may. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void run_whereAnotherThreadHoldsTheMonitorOfTheOneThatUndoes_returns() throws Exception {
        Thread[] holder = new Thread[1];
        FreshStack.run(() -> {
            Thread undoing = Thread.currentThread();
            CountDownLatch held = new CountDownLatch(1);
            holder[0] = new Thread(() -> {
                synchronized (undoing) {
                    held.countDown();
                    awaitQuietly(release);
                }
            });
            holder[0].setDaemon(true);
            holder[0].start();
            awaitQuietly(held);
        });

        release.countDown();
        holder[0].join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
