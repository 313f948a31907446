package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.GetAgainstReleaseBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A reference is asked for while the plugin, which nobody uses, is released. */
@JCStressTest
@Proves(value = "I3", scenarios = 1, twin = GetAgainstReleaseBroken.class)
@Outcome(id = {"got, in use", "refused, released"}, expect = ACCEPTABLE, desc = "One of the two wins.")
@Outcome(id = "got, released", expect = FORBIDDEN, desc = "A reference was given to a plugin that is released.")
@Outcome(id = "refused, in use", expect = FORBIDDEN, desc = "Each was refused because of the other.")
@Outcome(id = {"got, unsettled", "refused, unsettled"}, expect = FORBIDDEN, desc = "Released was not for good.")
@State
public class GetAgainstRelease {

    private final PluginReference reference = References.live();

    @Actor
    public void get(LL_Result r) {
        r.r1 = reference.tryGet() ? "got" : "refused";
    }

    @Actor
    public void release(LL_Result r) {
        r.r2 = References.release(reference);
    }
}
