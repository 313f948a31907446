package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.EnterAgainstRefusalBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two calls, one in the other, while an unload is tried that must be refused, because a reference is held. */
@JCStressTest
@Proves(value = "I5", twin = EnterAgainstRefusalBroken.class)
@Outcome(id = "entered twice, in use, as before", expect = ACCEPTABLE, desc = "Nobody has noticed anything.")
@Outcome(id = "refused, .*", expect = FORBIDDEN, desc = "A call failed because of an unload that was refused.")
@Outcome(id = ".*, released, .*", expect = FORBIDDEN, desc = "A plugin is released to which a reference is held.")
@Outcome(id = ".*, in use, changed", expect = FORBIDDEN, desc = "A refused unload has changed the counts.")
@State
public class EnterAgainstRefusal {

    private final PluginReference reference = References.called();

    public EnterAgainstRefusal() {
        reference.tryGet();
    }

    @Actor
    public void call(LLL_Result r) {
        int outer = reference.enter();
        int inner = reference.enter();
        if (inner != PluginReference.REFUSED) {
            reference.leave(inner);
        }
        if (outer != PluginReference.REFUSED) {
            reference.leave(outer);
        }
        boolean refused = outer == PluginReference.REFUSED || inner == PluginReference.REFUSED;
        r.r1 = refused ? "refused" : "entered twice";
    }

    @Actor
    public void release(LLL_Result r) {
        r.r2 = References.release(reference);
    }

    @Arbiter
    public void look(LLL_Result r) {
        boolean same = reference.calls() == 0 && reference.references() == 1 && !reference.isReleased();
        r.r3 = same ? "as before" : "changed";
    }
}
