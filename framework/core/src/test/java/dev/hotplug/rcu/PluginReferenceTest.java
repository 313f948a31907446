package dev.hotplug.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        assertThat(reference.tryEnter()).isTrue();

        assertThat(reference.tryRelease()).isFalse();

        assertThat(reference.references()).isEqualTo(1);
        assertThat(reference.calls()).isEqualTo(1);
        assertThat(reference.tryGet()).isTrue();
        assertThat(reference.tryEnter()).isTrue();
    }

    @Test
    void afterRelease_nobodyGetsIn() {
        reference.put();
        reference.tryRelease();

        assertThat(reference.tryGet()).isFalse();
        assertThat(reference.tryEnter()).isFalse();
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
        assertThat(reference.tryEnter()).isTrue();
    }

    @Test
    void tryDrain_withCallsOnly_turnsNewOnesAwayAndWaitsForTheLast() throws Exception {
        reference.put();
        reference.tryEnter();
        reference.tryEnter();

        assertThat(reference.tryDrain()).isTrue();

        assertThat(reference.tryEnter()).isFalse();
        assertThat(reference.tryGet()).isFalse();
        assertThat(reference.awaitReleased(0)).isFalse();
        reference.leave();
        assertThat(reference.isReleased()).isFalse();
        reference.leave();
        assertThat(reference.awaitReleased(0)).isTrue();
        assertThat(lastGone).hasValue(1);
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
        reference.tryEnter();

        reference.cutOff();
        reference.cutOff();

        assertThat(reference.references()).isEqualTo(1);
        assertThat(reference.tryGet()).isFalse();
        reference.leave();
        assertThat(lastGone).hasValue(0);
        assertThat(reference.put()).isTrue();
        assertThat(reference.isReleased()).isTrue();
        assertThat(lastGone).hasValue(1);
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
}
