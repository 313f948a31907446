package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Numbers texts without a lock. */
@JCStressTest
@Broken("lost update: two texts get one number, since the last one is read, then counted up")
@Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "Each text has a number of its own.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "A reference is taken for sound that nobody has looked at.")
@State
public class NotedReferencesBroken {

    private volatile int count;

    @Actor
    public void one(II_Result r) {
        r.r1 = count + 1;
        count = r.r1;
    }

    @Actor
    public void another(II_Result r) {
        r.r2 = count + 1;
        count = r.r2;
    }
}
