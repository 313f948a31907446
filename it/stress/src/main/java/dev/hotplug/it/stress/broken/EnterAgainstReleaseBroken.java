package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Counts a call in the caller's own cell, and looks at the mode before the count has left the store buffer. */
@JCStressTest
@Broken("missing store-load fence: the cell is counted up by a release store instead of a volatile one")
@Outcome(id = {"entered, in use", "refused, released", "refused, in use"}, expect = ACCEPTABLE,
        desc = "At most one of the two wins.")
@Outcome(id = "entered, released", expect = FORBIDDEN, desc = "A call is in a plugin that is released.")
@State
public class EnterAgainstReleaseBroken {

    private static final VarHandle CELL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CELL = lookup.findVarHandle(EnterAgainstReleaseBroken.class, "cell", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int cell;
    private volatile boolean fast = true;

    @Actor
    public void call(LL_Result r) {
        CELL.setRelease(this, (int) CELL.get(this) + 1);
        boolean entered = fast;
        if (!entered) {
            CELL.setRelease(this, (int) CELL.get(this) - 1);
        }
        r.r1 = entered ? "entered" : "refused";
    }

    @Actor
    public void release(LL_Result r) {
        fast = false;
        VarHandle.fullFence();
        boolean unused = (int) CELL.getVolatile(this) == 0;
        if (!unused) {
            fast = true;
        }
        r.r2 = unused ? "released" : "in use";
    }
}
