package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Gives a call's count back before the call has done what it does. */
@JCStressTest
@Broken("split leave: the count goes down before the body's last store")
@Outcome(id = "called, released, written", expect = ACCEPTABLE, desc = "The call ended first.")
@Outcome(id = "refused, released, untouched", expect = ACCEPTABLE, desc = "The release came first.")
@Outcome(id = "called, in use, unseen", expect = ACCEPTABLE, desc = "The call was in flight.")
@Outcome(id = "called, released, untouched", expect = FORBIDDEN,
        desc = "The plugin is stopped before, or without seeing, what a call into it has done.")
@State
public class LastLeaveAgainstReleaseBroken {

    private static final int GONE = -1;

    private final AtomicInteger calls = new AtomicInteger();
    private int body;

    @Actor
    public void call(LLL_Result r) {
        if (!calls.compareAndSet(0, 1)) {
            r.r1 = "refused";
            return;
        }
        calls.set(0);
        body = 1;
        r.r1 = "called";
    }

    @Actor
    public void release(LLL_Result r) {
        boolean released = calls.compareAndSet(0, GONE);
        r.r2 = released ? "released" : "in use";
        r.r3 = !released ? "unseen" : body == 1 ? "written" : "untouched";
    }
}
