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

/** Takes all references away to look at them, and puts them back. */
@JCStressTest
@Broken("the count is 0 for a moment during an attempt that is refused")
@Outcome(id = "got, in use, 2 left", expect = ACCEPTABLE, desc = "Nobody has noticed anything.")
@Outcome(id = {"refused, in use, 1 left", "refused, in use, 2 left", "got, in use, 1 left"}, expect = FORBIDDEN,
        desc = "A get failed because of an unload that was refused.")
@State
public class GetAgainstRefusalBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE + 1);

    @Actor
    public void get(LLL_Result r) {
        int seen = count.get();
        while (seen != 0 && !count.compareAndSet(seen, seen + 1)) {
            seen = count.get();
        }
        r.r1 = seen != 0 ? "got" : "refused";
    }

    @Actor
    public void release(LLL_Result r) {
        int all = count.getAndSet(0);
        if (all > BASE) {
            count.addAndGet(all);
        }
        r.r2 = all > BASE ? "in use" : "released";
    }

    @Arbiter
    public void count(LLL_Result r) {
        r.r3 = count.get() - BASE + " left";
    }
}
