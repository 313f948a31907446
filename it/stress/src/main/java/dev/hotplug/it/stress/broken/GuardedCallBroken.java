package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Looks whether the provider is still there, and then calls it uncounted. */
@JCStressTest
@Broken("check-then-act: the call is not counted")
@Outcome(id = {"answered", "unavailable"}, expect = ACCEPTABLE, desc = "The call came first, or the unload did.")
@Outcome(id = "stopped", expect = FORBIDDEN, desc = "A guarded call got into a plugin that was stopped.")
@State
public class GuardedCallBroken {

    private volatile boolean live = true;
    private volatile boolean stopped;

    @Actor
    public void call(L_Result r) {
        r.r1 = !live ? "unavailable" : stopped ? "stopped" : "answered";
    }

    @Actor
    public void unload() {
        live = false;
        stopped = true;
    }
}
