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

/** Looks whether calls are in, and then turns new ones away. */
@JCStressTest
@Broken("check-then-act: the calls are counted before the door is closed")
@Outcome(id = "entered, draining", expect = ACCEPTABLE, desc = "The call is waited for.")
@Outcome(id = {"refused, gone", "refused, draining"}, expect = ACCEPTABLE, desc = "The drain came first.")
@Outcome(id = "entered, gone", expect = FORBIDDEN, desc = "A drain did not wait for a call that was in.")
@State
public class EnterAgainstDrainBroken {

    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean going;

    @Actor
    public void call(LL_Result r) {
        calls.getAndIncrement();
        boolean entered = !going;
        if (!entered) {
            calls.getAndDecrement();
        }
        r.r1 = entered ? "entered" : "refused";
    }

    @Actor
    public void drain(LL_Result r) {
        boolean gone = calls.get() == 0;
        going = true;
        r.r2 = gone ? "gone" : "draining";
    }
}
