package dev.hotplug.rcu;

import static dev.hotplug.rcu.PluginReference.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PluginReferenceTest {

    private final AtomicInteger lastGone = new AtomicInteger();
    private final PluginReference reference = new PluginReference(lastGone::incrementAndGet);

    @Test
    void starts_withTheInitialReference_whichKeepsItFromBeingReleased() {
        assertThat(reference.references()).isEqualTo(1);
        assertThat(reference.tryRelease()).isFalse();
        assertThat(reference.put()).isTrue();
        assertThat(reference.tryRelease()).isTrue();
        assertThat(reference.isReleased()).isTrue();
    }

    @Test
    void tryRelease_whileHeld_changesNothingThatAnybodyCanSee() {
        assertThat(reference.enter()).isNotEqualTo(REFUSED);

        assertThat(reference.tryRelease()).isFalse();

        assertThat(reference.references()).isEqualTo(1);
        assertThat(reference.calls()).isEqualTo(1);
        assertThat(reference.tryGet()).isTrue();
        assertThat(reference.enter()).isNotEqualTo(REFUSED);
    }

    @Test
    void afterRelease_nobodyGetsIn() {
        reference.put();
        reference.tryRelease();

        assertThat(reference.tryGet()).isFalse();
        assertThat(reference.enter()).isEqualTo(REFUSED);
    }

    @Test
    void put_tooOften_isReportedAndTakesNothing() {
        assertThat(reference.put()).isTrue();
        assertThat(reference.put()).isFalse();
        assertThat(reference.references()).isZero();
        assertThat(reference.tryGet()).isTrue();
    }

    @Test
    void put_afterRelease_isReported() {
        reference.put();
        reference.tryRelease();

        assertThat(reference.put()).isFalse();
        assertThat(reference.references()).isZero();
    }

    @Test
    void tryDrain_withAReference_isRefusedAndInvisible() {
        assertThat(reference.tryDrain()).isFalse();
        assertThat(reference.enter()).isNotEqualTo(REFUSED);
    }

    @Test
    void tryDrain_withCallsOnly_turnsNewOnesAwayAndWaitsForTheLast() throws Exception {
        reference.put();
        int first = reference.enter();
        int second = reference.enter();

        assertThat(reference.tryDrain()).isTrue();

        assertThat(reference.enter()).isEqualTo(REFUSED);
        assertThat(reference.tryGet()).isFalse();
        assertThat(reference.awaitReleased(0)).isFalse();
        reference.leave(second);
        assertThat(reference.isReleased()).isFalse();
        reference.leave(first);
        assertThat(reference.awaitReleased(1)).isTrue();
    }

    @Test
    void tryDrain_whenIdle_releasesAtOnceAndTellsNobody() {
        reference.put();
        assertThat(reference.tryDrain()).isTrue();
        assertThat(reference.isReleased()).isTrue();
        assertThat(lastGone).hasValue(0);
    }

    @Test
    void cutOff_leavesWhatIsHeld_andTellsWhenTheLastIsGone() {
        int ticket = reference.enter();

        reference.cutOff();
        reference.cutOff();

        assertThat(reference.references()).isEqualTo(1);
        assertThat(reference.tryGet()).isFalse();
        assertThat(reference.put()).isTrue();
        assertThat(lastGone).hasValue(1);
        assertThat(reference.isReleased()).isFalse();
        reference.leave(ticket);
        assertThat(reference.isReleased()).isTrue();
        assertThat(reference.put()).isFalse();
    }

    @Test
    void getAndRelease_raced_neverBothSucceed() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20_000; round++) {
                PluginReference raced = new PluginReference(() -> { });
                raced.put();
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Boolean> got = pool.submit(() -> {
                    together.await();
                    return raced.tryGet();
                });
                Future<Boolean> released = pool.submit(() -> {
                    together.await();
                    return raced.tryRelease();
                });
                assertThat(got.get() ^ released.get()).isTrue();
                assertThat(raced.references()).isEqualTo(got.get() ? 1 : 0);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void lastPutAndRelease_raced_releaseFailsOnlyIfTheCountIsLeftForANextOne() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Boolean> outcomes = new ArrayList<>();
        try {
            for (int round = 0; round < 20_000; round++) {
                PluginReference raced = new PluginReference(() -> { });
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Boolean> put = pool.submit(() -> {
                    together.await();
                    return raced.put();
                });
                Future<Boolean> released = pool.submit(() -> {
                    together.await();
                    return raced.tryRelease();
                });
                assertThat(put.get()).isTrue();
                outcomes.add(released.get());
                assertThat(raced.isReleased() || raced.tryRelease()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(outcomes).hasSize(20_000);
    }

    @Test
    void aCallThatEnteredBeforeAnAttempt_leavesWhereItEntered_andSoDoesOneThatEnteredAfter() {
        int before = reference.enter();
        assertThat(reference.tryRelease()).isFalse();
        int after = reference.enter();
        assertThat(reference.calls()).isEqualTo(2);
        reference.leave(before);
        assertThat(reference.calls()).isEqualTo(1);
        reference.put();
        assertThat(reference.tryRelease()).isFalse();
        reference.leave(after);
        assertThat(reference.calls()).isZero();
        assertThat(reference.tryRelease()).isTrue();
    }

    @Test
    void manyMoreThreadsThanSlots_loseNoCount() throws Exception {
        int threads = 4 * CallerSlots.SLOTS;
        CyclicBarrier allIn = new CyclicBarrier(threads + 1);
        CyclicBarrier allOut = new CyclicBarrier(threads + 1);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                for (int call = 0; call < 100; call++) {
                    reference.leave(reference.enter());
                }
                int ticket = reference.enter();
                await(allIn);
                reference.leave(ticket);
                await(allOut);
            }).start();
        }
        await(allIn);
        await(allOut);
        assertThat(reference.calls()).isZero();
        reference.put();
        assertThat(reference.tryRelease()).isTrue();
    }

    @Test
    void callsAndRefusedAttempts_raced_neverRefuseACall() throws Exception {
        int pinned = reference.enter();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Runnable caller = () -> {
            while (!done.get()) {
                int ticket = reference.enter();
                if (ticket == REFUSED) {
                    refused.incrementAndGet();
                } else {
                    reference.leave(ticket);
                }
            }
        };
        List<Thread> callers = List.of(new Thread(caller), new Thread(caller));
        callers.forEach(Thread::start);
        for (int attempt = 0; attempt < 50_000; attempt++) {
            assertThat(reference.tryRelease()).isFalse();
        }
        done.set(true);
        for (Thread thread : callers) {
            thread.join();
        }
        assertThat(refused).hasValue(0);
        reference.leave(pinned);
        reference.put();
        assertThat(reference.calls()).isZero();
        assertThat(reference.tryRelease()).isTrue();
    }

    @Test
    void enterAndRelease_raced_neverBothSucceed() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20_000; round++) {
                PluginReference raced = new PluginReference(() -> { });
                raced.put();
                raced.leave(raced.enter());
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Integer> entered = pool.submit(() -> {
                    together.await();
                    return raced.enter();
                });
                Future<Boolean> released = pool.submit(() -> {
                    together.await();
                    return raced.tryRelease();
                });
                assertThat(entered.get() != REFUSED ^ released.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aCallThatCouldNotBeLeft_isCountedAsLostAndSettled() throws Exception {
        reference.enter();
        reference.lostInCells++;
        assertThat(reference.calls()).isZero();
        reference.put();
        int fast = reference.enter();
        assertThat(reference.tryDrain()).isTrue();
        reference.leave(fast);
        assertThat(reference.awaitReleased(1)).isTrue();

        PluginReference slow = new PluginReference(() -> { });
        slow.put();
        int held = slow.enter();
        assertThat(slow.tryRelease()).isFalse();
        slow.lostInCells++;
        assertThat(held).isPositive();
        assertThat(slow.tryRelease()).isTrue();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
