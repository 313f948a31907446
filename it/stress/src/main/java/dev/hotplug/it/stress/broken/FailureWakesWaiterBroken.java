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

/** Frees the id of a load that has failed, and tells nobody. */
@JCStressTest
@Broken("missing wake-up: the entry vanishes without a signal")
@Outcome(id = "took the id", expect = ACCEPTABLE, desc = "The waiter went on.")
@Outcome(id = "never woken", expect = FORBIDDEN,
        desc = "A waiter sleeps although the load that it waits for has failed.")
@State
public class FailureWakesWaiterBroken {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean taken = true;

    @Actor
    public void await(L_Result r) {
        lock.lock();
        try {
            boolean lost = false;
            while (taken) {
                lost = !Patience.await(changed) && !taken;
            }
            r.r1 = lost ? "never woken" : "took the id";
        } finally {
            lock.unlock();
        }
    }

    @Actor
    public void fail() {
        lock.lock();
        try {
            taken = false;
        } finally {
            lock.unlock();
        }
    }
}
