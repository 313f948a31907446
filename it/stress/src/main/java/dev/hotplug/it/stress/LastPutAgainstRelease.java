package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.LastPutAgainstReleaseBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The last reference is given back while the plugin is released. */
@JCStressTest
@Proves(value = "I4", scenarios = 2, twin = LastPutAgainstReleaseBroken.class)
@Outcome(id = "put, released, dead", expect = ACCEPTABLE, desc = "The put came first.")
@Outcome(id = "put, in use, alive", expect = ACCEPTABLE, desc = "The release came first.")
@Outcome(id = "put, in use, dead", expect = FORBIDDEN, desc = "In use with nobody left: the unload is lost.")
@Outcome(id = "put, released, alive", expect = FORBIDDEN, desc = "A plugin that is released gives out a reference.")
@Outcome(id = "too many, .*", expect = FORBIDDEN, desc = "A reference that was held could not be given back.")
@State
public class LastPutAgainstRelease {

    private final PluginReference reference = References.live();

    public LastPutAgainstRelease() {
        reference.tryGet();
    }

    @Actor
    public void put(LLL_Result r) {
        r.r1 = reference.put() ? "put" : "too many";
    }

    @Actor
    public void release(LLL_Result r) {
        r.r2 = References.release(reference);
    }

    @Arbiter
    public void look(LLL_Result r) {
        r.r3 = reference.tryGet() ? "alive" : "dead";
    }
}
