package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.LastLeaveAgainstReleaseBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * A call enters, writes and leaves while the plugin is released; the one who released it looks at what was
 * written.
 */
@JCStressTest
@Proves(value = {"I3", "I4"}, scenarios = 2, twin = LastLeaveAgainstReleaseBroken.class)
@Outcome(id = "called, released, written, dead", expect = ACCEPTABLE, desc = "The call ended first.")
@Outcome(id = "refused, released, untouched, dead", expect = ACCEPTABLE, desc = "The release came first.")
@Outcome(id = "called, in use, unseen, alive", expect = ACCEPTABLE, desc = "The call was in flight.")
@Outcome(id = "called, released, untouched, dead", expect = FORBIDDEN,
        desc = "The plugin is stopped before, or without seeing, what a call into it has done.")
@Outcome(id = ".*, unsettled, .*", expect = FORBIDDEN, desc = "Released was not for good.")
@Outcome(id = ".*, in use, .*, dead", expect = FORBIDDEN, desc = "In use with nobody left: the unload is lost.")
@Outcome(id = "refused, in use, .*", expect = FORBIDDEN, desc = "A caller has noticed an unload that was refused.")
@State
public class LastLeaveAgainstRelease {

    private final PluginReference reference = References.called();
    private int body;

    @Actor
    public void call(LLLL_Result r) {
        int ticket = reference.enter();
        if (ticket == PluginReference.REFUSED) {
            r.r1 = "refused";
            return;
        }
        body = 1;
        reference.leave(ticket);
        r.r1 = "called";
    }

    @Actor
    public void release(LLLL_Result r) {
        r.r2 = References.release(reference);
        r.r3 = r.r2.equals("in use") ? "unseen" : body == 1 ? "written" : "untouched";
    }

    @Arbiter
    public void look(LLLL_Result r) {
        r.r4 = reference.tryGet() ? "alive" : "dead";
    }
}
