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

/** Looks whether a reference is held, and then takes one away. */
@JCStressTest
@Broken("check-then-act: the count is compared with the base, then counted down")
@Outcome(id = {"put, too many, 0 left", "too many, put, 0 left"}, expect = ACCEPTABLE, desc = "One of them is told.")
@Outcome(id = {"put, put, -1 left", "put, put, 0 left"}, expect = FORBIDDEN,
        desc = "A put too many went unnoticed and took the base reference.")
@State
public class DoublePutBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE + 1);

    @Actor
    public void put(LLL_Result r) {
        r.r1 = put() ? "put" : "too many";
    }

    @Actor
    public void putToo(LLL_Result r) {
        r.r2 = put() ? "put" : "too many";
    }

    @Arbiter
    public void count(LLL_Result r) {
        r.r3 = count.get() - BASE + " left";
    }

    private boolean put() {
        if (count.get() <= BASE) {
            return false;
        }
        count.getAndDecrement();
        return true;
    }
}
