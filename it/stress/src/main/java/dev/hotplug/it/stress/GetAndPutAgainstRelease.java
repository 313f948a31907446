package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.GetAndPutAgainstReleaseBroken;
import dev.hotplug.rcu.PluginReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A reference is given back and the next one got while the plugin is released: the kernel's three actors, of which two
 * share a thread here. {@code ReferenceLincheckTest} has all three.
 */
@JCStressTest
@Proves(value = {"I3", "I4"}, scenarios = 3, twin = GetAndPutAgainstReleaseBroken.class)
@Outcome(id = {"held, in use, 1 left", "refused, released, 0 left"},
        expect = ACCEPTABLE, desc = "One of the two wins.")
@Outcome(id = {"held, in use, 0 left", "held, in use, 2 left"}, expect = FORBIDDEN,
        desc = "The refused attempt has changed how many references are held.")
@Outcome(id = "held, released, .*", expect = FORBIDDEN, desc = "A reference is held to a plugin that is released.")
@Outcome(id = "refused, in use, .*", expect = FORBIDDEN, desc = "A caller has noticed an unload that was refused.")
@State
public class GetAndPutAgainstRelease {

    private final PluginReference reference = References.live();

    public GetAndPutAgainstRelease() {
        reference.tryGet();
    }

    @Actor
    public void putAndGet(LLL_Result r) {
        reference.put();
        r.r1 = reference.tryGet() ? "held" : "refused";
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
