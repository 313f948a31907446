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

/** Wakes the waiters first and makes their predicate true afterwards, without the lock. */
@JCStressTest
@Broken("lost wake-up: the signal comes before the predicate")
@Outcome(id = "woken", expect = ACCEPTABLE, desc = "The waiter saw that the load has ended.")
@Outcome(id = "never woken", expect = FORBIDDEN, desc = "A waiter sleeps although what it waits for has happened.")
@State
public class MissedWakeBroken {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean live;

    @Actor
    public void await(L_Result r) {
        lock.lock();
        try {
            boolean lost = false;
            while (!live) {
                lost = !Patience.await(changed) && live;
            }
            r.r1 = lost ? "never woken" : "woken";
        } finally {
            lock.unlock();
        }
    }

    @Actor
    public void load() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        live = true;
    }
}
