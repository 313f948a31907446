package dev.hotplug.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BargingLockTest {

    private final BargingLock lock = new BargingLock();
    private int count;

    @Test
    void lock_byMany_letsOneInAtATime() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 20_000; k++) {
                    lock.lock();
                    count++;
                    lock.unlock();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count).isEqualTo(80_000);
    }

    /** In each of its calls the stack may end, on the way in and on the way out. */
    @Test
    void lock_atTheEndOfTheStack_isGivenBack() throws InterruptedException {
        Thread diver = new Thread(null, () -> {
            for (int i = 0; i < 200; i++) {
                try {
                    dive();
                } catch (StackOverflowError expected) {
                    continue;
                }
            }
        }, "diver", 256 * 1024);
        diver.start();
        diver.join();

        lock.lock();
        assertThat(count).isPositive();
        lock.unlock();
    }

    private void dive() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
        dive();
    }
}
