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

/** Closes the door first, and opens it again when the attempt is refused. */
@JCStressTest
@Broken("act-then-check: going is set before it is known whether anybody holds a reference")
@Outcome(id = "entered, in use", expect = ACCEPTABLE, desc = "Nobody has noticed anything.")
@Outcome(id = "refused, in use", expect = FORBIDDEN, desc = "A call failed because of an unload that was refused.")
@State
public class EnterAgainstRefusalBroken {

    private static final int GOING = 1 << 31;
    private static final int HELD = 1;
    private static final int CALL = 1 << 8;

    private final AtomicInteger word = new AtomicInteger(HELD);

    @Actor
    public void call(LL_Result r) {
        int seen = word.get();
        while (seen >= 0 && !word.compareAndSet(seen, seen + CALL)) {
            seen = word.get();
        }
        r.r1 = seen >= 0 ? "entered" : "refused";
    }

    @Actor
    public void release(LL_Result r) {
        int seen = word.getAndUpdate(now -> now | GOING);
        boolean inUse = (seen & HELD) != 0;
        if (inUse) {
            word.getAndUpdate(now -> now & ~GOING);
        }
        r.r2 = inUse ? "in use" : "released";
    }
}
