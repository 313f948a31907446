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

/**
 * Takes the base reference away and puts it back by a load and a store each. A second reference is held all the
 * time.
 */
@JCStressTest
@Broken("lost update: the release is loads and stores, not read-modify-writes")
@Outcome(id = "held, in use, 2 left", expect = ACCEPTABLE, desc = "Nobody has noticed anything.")
@Outcome(id = {"held, in use, 0 left", "held, in use, 1 left", "held, in use, 3 left"}, expect = FORBIDDEN,
        desc = "The refused attempt has changed how many references are held.")
@State
public class GetAndPutAgainstReleaseBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE + 2);

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
        int left = count.get() - BASE;
        count.set(left);
        if (left != 0) {
            count.set(count.get() + BASE);
        }
        r.r2 = left == 0 ? "released" : "in use";
    }

    @Arbiter
    public void count(LLL_Result r) {
        r.r3 = count.get() - BASE + " left";
    }
}
