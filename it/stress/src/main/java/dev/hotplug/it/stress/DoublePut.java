package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.DoublePutBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads give back the one reference that is held. */
@JCStressTest
@Proves(value = "I4", scenarios = 4, twin = DoublePutBroken.class)
@Outcome(id = {"put, too many, 0 left", "too many, put, 0 left"}, expect = ACCEPTABLE, desc = "One of them is told.")
@Outcome(id = "put, put, .*", expect = FORBIDDEN, desc = "A put too many went unnoticed and took the base reference.")
@Outcome(id = "too many, too many, .*",
        expect = FORBIDDEN, desc = "A reference that was held could not be given back.")
@State
public class DoublePut {

    private final PluginReference reference = References.live();

    public DoublePut() {
        reference.tryGet();
    }

    @Actor
    public void put(LLL_Result r) {
        r.r1 = reference.put() ? "put" : "too many";
    }

    @Actor
    public void putToo(LLL_Result r) {
        r.r2 = reference.put() ? "put" : "too many";
    }

    @Arbiter
    public void count(LLL_Result r) {
        r.r3 = reference.references() + " left";
    }
}
