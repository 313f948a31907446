package dev.hotplug.it.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.rcu.PluginReference;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * The reference's two modes as one linearizable object: calls of three threads, a reference, and one attempt to
 * release.
 *
 * <p>One attempt, because a second one shows a freedom that the reference takes: an attempt may be refused because
 * of a call that is just entering, and that call may then be turned away by the next attempt.
 */
class CallsLincheckTest {

    private static final int THREADS = 3;

    /** What calls and an unload are to each other, without threads. */
    public static class Counted {

        private final boolean[] in = new boolean[THREADS + 2];
        private int held;
        private boolean released;

        public boolean enter(int thread) {
            if (released || in[thread]) {
                return false;
            }
            in[thread] = true;
            return true;
        }

        public boolean leave(int thread) {
            boolean was = in[thread];
            in[thread] = false;
            return was;
        }

        public boolean tryGet() {
            held += released ? 0 : 1;
            return !released;
        }

        public boolean release() {
            released = held == 0;
            for (boolean called : in) {
                released &= !called;
            }
            return released;
        }
    }

    /** Calls that are counted where {@link PluginReference} counts them. */
    public static class RealCalls {

        private final PluginReference reference = References.live();
        private final int[] tickets = new int[THREADS + 2];

        @Operation
        public boolean enter(@Param(gen = ThreadIdGen.class) int thread) {
            if (tickets[thread] != PluginReference.REFUSED) {
                return false;
            }
            tickets[thread] = reference.enter();
            return tickets[thread] != PluginReference.REFUSED;
        }

        @Operation
        public boolean leave(@Param(gen = ThreadIdGen.class) int thread) {
            int ticket = tickets[thread];
            if (ticket == PluginReference.REFUSED) {
                return false;
            }
            tickets[thread] = PluginReference.REFUSED;
            reference.leave(ticket);
            return true;
        }

        @Operation
        public boolean tryGet() {
            return reference.tryGet();
        }

        @Operation(runOnce = true)
        public boolean release() {
            return reference.tryRelease();
        }
    }

    /** The same, but the cells are looked at before the mode is switched. */
    public static class BrokenCalls {

        private final AtomicIntegerArray cells = new AtomicIntegerArray(THREADS + 2);
        private final boolean[] in = new boolean[THREADS + 2];
        private volatile int held;
        private volatile boolean fast = true;

        @Operation
        public boolean enter(@Param(gen = ThreadIdGen.class) int thread) {
            if (in[thread]) {
                return false;
            }
            cells.getAndIncrement(thread);
            in[thread] = fast;
            if (!in[thread]) {
                cells.getAndDecrement(thread);
            }
            return in[thread];
        }

        @Operation
        public boolean leave(@Param(gen = ThreadIdGen.class) int thread) {
            boolean was = in[thread];
            in[thread] = false;
            if (was) {
                cells.getAndDecrement(thread);
            }
            return was;
        }

        @Operation
        public boolean tryGet() {
            boolean got = fast;
            held = got ? 1 : held;
            return got;
        }

        @Operation(runOnce = true)
        public boolean release() {
            int calls = held;
            for (int cell = 0; cell < cells.length(); cell++) {
                calls += cells.get(cell);
            }
            if (calls == 0) {
                fast = false;
            }
            return calls == 0;
        }
    }

    /** A little above the 25 calls with which a reference reserves stack; what goes deeper does not end. */
    private static final int RECURSION = 32;

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions().threads(THREADS).actorsPerThread(3).actorsBefore(0).actorsAfter(0)
                .loopBound(1_000).recursionBound(RECURSION)
                .iterations(30).invocationsPerIteration(500).sequentialSpecification(Counted.class);
    }

    @Test
    void calls_areLinearizable() {
        options().check(RealCalls.class);
    }

    @Test
    void twinThatCountsBeforeItSwitches_isCaught() {
        assertThatThrownBy(() -> options().minimizeFailedScenario(false).check(BrokenCalls.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
