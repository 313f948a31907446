package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Takes a waiter out of the table when its wait is over, but not when it is interrupted. */
@JCStressTest
@Broken("no clean-up on the way out of an interrupt")
@Outcome(id = {"ended, 0 waiting", "interrupted, 0 waiting"}, expect = ACCEPTABLE, desc = "The waiter is gone.")
@Outcome(id = "interrupted, 1 waiting", expect = FORBIDDEN,
        desc = "A waiter that was interrupted still stands in the table.")
@State
public class InterruptAgainstEndBroken {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Thread waiter;
    private boolean over;
    private int waiting;

    @Actor
    public void await(LL_Result r) {
        Thread.interrupted();
        waiter = Thread.currentThread();
        lock.lock();
        try {
            waiting++;
            while (!over) {
                changed.await();
            }
            waiting--;
            r.r1 = "ended";
        } catch (InterruptedException e) {
            r.r1 = "interrupted";
        } finally {
            lock.unlock();
        }
    }

    @Actor
    public void interruptAndEnd() {
        Thread target = waiter;
        if (target != null) {
            target.interrupt();
        }
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Arbiter
    public void look(LL_Result r) {
        r.r2 = waiting + " waiting";
    }
}
