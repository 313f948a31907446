package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.GetAgainstRefusalBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A second reference is got while an unload is tried that must be refused, because the first one is held. */
@JCStressTest
@Proves(value = "I5", twin = GetAgainstRefusalBroken.class)
@Outcome(id = "got, in use, 2 left", expect = ACCEPTABLE, desc = "Nobody has noticed anything.")
@Outcome(id = "refused, .*", expect = FORBIDDEN, desc = "A get failed because of an unload that was refused.")
@Outcome(id = ".*, released, .*", expect = FORBIDDEN, desc = "A plugin is released to which a reference is held.")
@Outcome(id = {"got, in use, 0 left", "got, in use, 1 left", "got, in use, 3 left"}, expect = FORBIDDEN,
        desc = "A refused unload has changed how many references are held.")
@State
public class GetAgainstRefusal {

    private final PluginReference reference = References.live();

    public GetAgainstRefusal() {
        reference.tryGet();
    }

    @Actor
    public void get(LLL_Result r) {
        r.r1 = reference.tryGet() ? "got" : "refused";
    }

    @Actor
    public void release(LLL_Result r) {
        r.r2 = References.release(reference);
    }

    @Arbiter
    public void count(LLL_Result r) {
        r.r3 = reference.references() + " left";
    }
}
