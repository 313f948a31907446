package dev.hotplug.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RcuDomainTest {

    private final RcuDomain rcu = new RcuDomain();

    @Test
    void synchronize_withoutReaders_returns() {
        rcu.synchronize();
        rcu.synchronize();
        assertThat(rcu.readers()).isZero();
    }

    @Test
    void synchronize_waitsForTheReaderThatWasIn() throws Exception {
        int ticket = rcu.enter();
        CountDownLatch over = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            rcu.synchronize();
            over.countDown();
        });
        writer.start();

        assertThat(over.await(50, TimeUnit.MILLISECONDS)).isFalse();
        rcu.leave(ticket);

        over.await();
        writer.join();
    }

    @Test
    void synchronize_insideAReadSection_isRefused() {
        int outer = rcu.enter();
        int inner = rcu.enter();
        rcu.leave(inner);

        assertThatThrownBy(rcu::synchronize).isInstanceOf(IllegalStateException.class);

        rcu.leave(outer);
        rcu.synchronize();
    }

    @Test
    void readSections_nest() {
        int outer = rcu.enter();
        int inner = rcu.enter();
        assertThat(rcu.readers()).isEqualTo(2);
        rcu.leave(inner);
        rcu.leave(outer);
        assertThat(rcu.readers()).isZero();
    }

    /** In each call of a section's ends the stack may end; if a reader stayed in, no plugin could be unloaded any more. */
    @Test
    void readSections_atTheEndOfTheStack_end() throws InterruptedException {
        AtomicBoolean free = new AtomicBoolean();
        Thread diver = new Thread(null, () -> {
            for (int i = 0; i < 200; i++) {
                try {
                    dive();
                } catch (StackOverflowError expected) {
                    continue;
                }
            }
            rcu.synchronize();
            free.set(true);
        }, "diver", 256 * 1024);
        diver.start();
        diver.join();

        assertThat(rcu.readers()).isZero();
        assertThat(free).as("not taken for a reader").isTrue();
    }

    private void dive() {
        try {
            dive();
        } finally {
            int ticket = rcu.enter();
            rcu.leave(ticket);
        }
    }

    @Test
    void synchronize_underReadersThatNeverPause_ends_andNobodyReadsWhatIsPoisoned() throws Exception {
        record Cell(AtomicBoolean poisoned) {
        }
        AtomicReference<Cell> current = new AtomicReference<>(new Cell(new AtomicBoolean()));
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean sawPoison = new AtomicBoolean();
        Runnable reader = () -> {
            while (!done.get()) {
                int ticket = rcu.enter();
                if (current.get().poisoned().get()) {
                    sawPoison.set(true);
                }
                rcu.leave(ticket);
            }
        };
        Thread first = new Thread(reader);
        Thread second = new Thread(reader);
        first.start();
        second.start();
        for (int round = 0; round < 2_000; round++) {
            Cell old = current.getAndSet(new Cell(new AtomicBoolean()));
            rcu.synchronize();
            old.poisoned().set(true);
        }
        done.set(true);
        first.join();
        second.join();
        assertThat(sawPoison).isFalse();
        assertThat(rcu.readers()).isZero();
    }
}
