package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.EnterAgainstDrainBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A call enters, and stays in, while the plugin is drained. */
@JCStressTest
@Proves(value = "I3", twin = EnterAgainstDrainBroken.class)
@Outcome(id = "entered, draining", expect = ACCEPTABLE, desc = "The call is waited for.")
@Outcome(id = "refused, gone", expect = ACCEPTABLE, desc = "The drain came first.")
@Outcome(id = "refused, draining",
        expect = ACCEPTABLE, desc = "The drain came first, and the call was on its way out.")
@Outcome(id = "entered, gone", expect = FORBIDDEN, desc = "A drain did not wait for a call that was in.")
@Outcome(id = ".*, unsettled", expect = FORBIDDEN, desc = "The last call was gone, but not for good.")
@Outcome(id = ".*, refused", expect = FORBIDDEN, desc = "A drain was refused because of a call.")
@State
public class EnterAgainstDrain {

    private final PluginReference reference = References.called();

    @Actor
    public void call(LL_Result r) {
        r.r1 = reference.enter() == PluginReference.REFUSED ? "refused" : "entered";
    }

    @Actor
    public void drain(LL_Result r) {
        if (!reference.tryDrain()) {
            r.r2 = "refused";
        } else if (!reference.isReleased()) {
            r.r2 = "draining";
        } else {
            r.r2 = reference.isReleased() ? "gone" : "unsettled";
        }
    }
}
