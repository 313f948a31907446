package dev.hotplug.it.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.rcu.PluginReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * The reference as a linearizable object: whatever three threads do to it in whatever order, each sees what it
 * would have seen if one had done its whole operation after the other.
 */
class ReferenceLincheckTest {

    /** What a reference is, without threads. */
    public static class Counted {

        private int held;
        private boolean released;

        public boolean tryGet() {
            held += released ? 0 : 1;
            return !released;
        }

        public boolean put() {
            boolean any = held > 0;
            held -= any ? 1 : 0;
            return any;
        }

        public String release() {
            if (released) {
                return "gone";
            }
            released = held == 0;
            return released ? "released" : "in use";
        }
    }

    /** References, got and put by three threads, of which one tries to release. */
    public static class RealReference {

        private final PluginReference reference = References.live();
        private boolean released;

        @Operation
        public boolean tryGet() {
            return reference.tryGet();
        }

        @Operation
        public boolean put() {
            return reference.put();
        }

        @Operation(nonParallelGroup = "unloader")
        public String release() {
            if (released) {
                return "gone";
            }
            released = reference.tryRelease();
            return released ? "released" : "in use";
        }
    }

    /** The same, with a count that is looked at first and changed afterwards. */
    public static class BrokenReference {

        private final AtomicInteger held = new AtomicInteger();
        private volatile boolean released;

        @Operation
        public boolean tryGet() {
            if (released) {
                return false;
            }
            held.getAndIncrement();
            return true;
        }

        @Operation
        public boolean put() {
            int seen = held.get();
            while (seen > 0 && !held.compareAndSet(seen, seen - 1)) {
                seen = held.get();
            }
            return seen > 0;
        }

        @Operation(nonParallelGroup = "unloader")
        public String release() {
            if (released) {
                return "gone";
            }
            released = held.get() == 0;
            return released ? "released" : "in use";
        }
    }

    /** A little above the 25 calls with which a reference reserves stack; what goes deeper does not end. */
    private static final int RECURSION = 32;

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions().threads(3).actorsPerThread(3).actorsBefore(0).actorsAfter(2)
                .recursionBound(RECURSION)
                .iterations(30).invocationsPerIteration(500).sequentialSpecification(Counted.class);
    }

    @Test
    void references_areLinearizable() {
        options().check(RealReference.class);
    }

    @Test
    void twinThatChecksAndThenActs_isCaught() {
        assertThatThrownBy(() -> options().minimizeFailedScenario(false).check(BrokenReference.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
