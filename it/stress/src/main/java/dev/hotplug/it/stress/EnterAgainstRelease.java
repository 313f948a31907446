package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.EnterAgainstReleaseBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A call enters while the plugin, which nobody uses, is released. */
@JCStressTest
@Proves(value = "I3", scenarios = 1, twin = EnterAgainstReleaseBroken.class)
@Outcome(id = {"entered, in use", "refused, released"}, expect = ACCEPTABLE, desc = "One of the two wins.")
@Outcome(id = "entered, released", expect = FORBIDDEN, desc = "A call is in a plugin that is released.")
@Outcome(id = "refused, in use", expect = FORBIDDEN, desc = "Each was refused because of the other.")
@Outcome(id = {"entered, unsettled", "refused, unsettled"}, expect = FORBIDDEN, desc = "Released was not for good.")
@State
public class EnterAgainstRelease {

    private final PluginReference reference = References.called();

    @Actor
    public void call(LL_Result r) {
        r.r1 = reference.enter() == PluginReference.REFUSED ? "refused" : "entered";
    }

    @Actor
    public void release(LL_Result r) {
        r.r2 = References.release(reference);
    }
}
