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

/** Two unloaders that no claim keeps apart. */
@JCStressTest
@Broken("unlocked double release: each takes the base reference away")
@Outcome(id = {"released, in use, 0", "in use, released, 0", "released, gone, 0", "gone, released, 0"},
        expect = ACCEPTABLE,
        desc = "One of the two wins.")
@Outcome(id = {"in use, in use, 1", "in use, in use, 0"}, expect = ACCEPTABLE, desc = "Not what this twin is about.")
@Outcome(id = {".*, -1", "released, released, .*"}, expect = FORBIDDEN,
        desc = "The count is negative, or a plugin is stopped twice.")
@State
public class TwoUnloadersBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE);

    @Actor
    public void unload(LLL_Result r) {
        r.r1 = release();
    }

    @Actor
    public void unloadToo(LLL_Result r) {
        r.r2 = release();
    }

    @Arbiter
    public void look(LLL_Result r) {
        r.r3 = count.get();
    }

    private String release() {
        if (count.get() == 0) {
            return "gone";
        }
        int left = count.addAndGet(-BASE);
        if (left == 0) {
            return "released";
        }
        // Add back unless zero.
        int seen = left;
        while (seen > 0 && !count.compareAndSet(seen, seen + BASE)) {
            seen = count.get();
        }
        return "in use";
    }
}
