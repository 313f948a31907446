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

/** Puts the base reference back unless the count became 0 meanwhile, and says "in use" either way. */
@JCStressTest
@Broken("the add-back that found 0 is taken for a refusal")
@Outcome(id = "put, released, dead", expect = ACCEPTABLE, desc = "The put came first.")
@Outcome(id = "put, in use, alive", expect = ACCEPTABLE, desc = "The release came first.")
@Outcome(id = "put, in use, dead", expect = FORBIDDEN, desc = "In use with nobody left: the unload is lost.")
@State
public class LastPutAgainstReleaseBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE + 1);

    @Actor
    public void put(LLL_Result r) {
        count.getAndDecrement();
        r.r1 = "put";
    }

    @Actor
    public void release(LLL_Result r) {
        boolean released = count.addAndGet(-BASE) == 0;
        if (!released) {
            addUnlessZero(BASE);
        }
        r.r2 = released ? "released" : "in use";
    }

    @Arbiter
    public void look(LLL_Result r) {
        r.r3 = addUnlessZero(1) ? "alive" : "dead";
    }

    private boolean addUnlessZero(int number) {
        for (;;) {
            int seen = count.get();
            if (seen == 0) {
                return false;
            }
            if (count.compareAndSet(seen, seen + number)) {
                return true;
            }
        }
    }
}
