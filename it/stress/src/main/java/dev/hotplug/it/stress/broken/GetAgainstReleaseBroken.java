package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Looks whether nobody holds a reference, and then releases. */
@JCStressTest
@Broken("check-then-act: the count is compared with the base, then set to 0")
@Outcome(id = {"got, in use", "refused, released"}, expect = ACCEPTABLE, desc = "One of the two wins.")
@Outcome(id = "got, released", expect = FORBIDDEN, desc = "A reference was given to a plugin that is released.")
@State
public class GetAgainstReleaseBroken {

    private static final int BASE = 1;

    private final AtomicInteger count = new AtomicInteger(BASE);

    @Actor
    public void get(LL_Result r) {
        int seen = count.get();
        while (seen != 0 && !count.compareAndSet(seen, seen + 1)) {
            seen = count.get();
        }
        r.r1 = seen != 0 ? "got" : "refused";
    }

    @Actor
    public void release(LL_Result r) {
        boolean unused = count.get() == BASE;
        if (unused) {
            count.set(0);
        }
        r.r2 = unused ? "released" : "in use";
    }
}
