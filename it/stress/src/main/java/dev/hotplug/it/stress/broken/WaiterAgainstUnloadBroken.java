package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Waits for LIVE or GOING, but goes on only if it is LIVE: the kernel's livelock of 2019. */
@JCStressTest
@Broken("livelock: the predicate that is waited for is not the one that ends the wait")
@Outcome(id = "refused", expect = ACCEPTABLE, desc = "The waiter was told.")
@Outcome(id = "spins", expect = FORBIDDEN, desc = "A waiter neither sleeps nor goes on.")
@State
public class WaiterAgainstUnloadBroken {

    private enum Stage { COMING, LIVE, GOING, GONE }

    private static final int MANY = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Stage stage = Stage.COMING;

    @Actor
    public void register(L_Result r) {
        lock.lock();
        try {
            int rounds = 0;
            while (stage != Stage.LIVE && stage != Stage.GONE && rounds < MANY) {
                while (stage != Stage.LIVE && stage != Stage.GOING) {
                    changed.awaitUninterruptibly();
                }
                rounds++;
            }
            r.r1 = rounds == MANY ? "spins" : "refused";
        } finally {
            lock.unlock();
        }
    }

    @Actor
    public void unload() {
        become(Stage.LIVE);
        become(Stage.GOING);
    }

    private void become(Stage next) {
        lock.lock();
        try {
            stage = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
