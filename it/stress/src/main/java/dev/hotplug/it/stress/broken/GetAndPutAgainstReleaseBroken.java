package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Puts the base reference back by a store of what it had read, not by a compare-and-set. */
@JCStressTest
@Broken("lost update: the add-back is a load and a store")
@Outcome(id = {"held, in use, 1 left", "refused, released, 0 left"}, expect = ACCEPTABLE, desc = "One of the two wins.")
@Outcome(id = {"refused, in use, 0 left", "refused, in use, 1 left"}, expect = ACCEPTABLE,
        desc = "Not what this twin is about.")
@Outcome(id = {"held, in use, 0 left", "held, in use, 2 left", "held, released, 0 left"}, expect = FORBIDDEN,
        desc = "The refused attempt has changed how many references are held.")
@State
public class GetAndPutAgainstReleaseBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE + 1);
    private boolean released;

    @Actor
    public void putAndGet(LLL_Result r) {
        count.getAndDecrement();
        int seen = count.get();
        while (seen != 0 && !count.compareAndSet(seen, seen + 1)) {
            seen = count.get();
        }
        r.r1 = seen != 0 ? "held" : "refused";
    }

    @Actor
    public void release(LLL_Result r) {
        int left = count.addAndGet(-BASE);
        if (left != 0) {
            left = count.get();
            count.set(left + BASE);
        } else {
            released = true;
        }
        r.r2 = released ? "released" : "in use";
    }

    @Arbiter
    public void count(LLL_Result r) {
        r.r3 = count.get() - (released ? 0 : BASE) + " left";
    }
}
