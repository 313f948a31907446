package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.EventsBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two threads post an event of one plugin. */
@JCStressTest
@Proves(value = "I7", twin = EventsBroken.class)
@Outcome(id = "2 heard", expect = ACCEPTABLE, desc = "Both events were delivered.")
@Outcome(id = {"0 heard", "1 heard"}, expect = FORBIDDEN, desc = "An event was never delivered.")
@Outcome(id = "overlapped", expect = FORBIDDEN, desc = "Two events of one plugin were delivered at a time.")
@State
public class Events {

    private final EventQueue events = new EventQueue();
    private int heard;
    private boolean inside;
    private boolean overlapped;

    @Actor
    public void post() {
        events.add(this::hear);
        events.deliver();
    }

    @Actor
    public void postToo() {
        events.add(this::hear);
        events.deliver();
    }

    @Arbiter
    public void count(L_Result r) {
        r.r1 = overlapped ? "overlapped" : heard + " heard";
    }

    private void hear() {
        overlapped |= inside;
        inside = true;
        heard++;
        inside = false;
    }
}
