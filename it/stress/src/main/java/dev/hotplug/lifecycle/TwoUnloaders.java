package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.TwoUnloadersBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads unload one plugin that nobody uses. */
@JCStressTest
@Proves(value = "I4", scenarios = 5, twin = TwoUnloadersBroken.class)
@Outcome(id = {"unloaded, BUSY, released", "BUSY, unloaded, released"}, expect = ACCEPTABLE,
        desc = "The claim keeps them apart.")
@Outcome(id = "unloaded, unloaded, .*", expect = FORBIDDEN, desc = "A plugin is stopped twice.")
@Outcome(id = {"BUSY, .*, in use", ".*, BUSY, in use"}, expect = FORBIDDEN,
        desc = "Each gave way to the other: the unload is lost.")
@Outcome(id = ".*, negative", expect = FORBIDDEN, desc = "The base reference was taken away twice.")
@State
public class TwoUnloaders {

    private final Bench bench = new Bench();
    private final Entry entry = bench.live(() -> "answered");

    @Actor
    public void unload(LLL_Result r) {
        r.r1 = bench.unload(entry);
    }

    @Actor
    public void unloadToo(LLL_Result r) {
        r.r2 = bench.unload(entry);
    }

    @Arbiter
    public void look(LLL_Result r) {
        r.r3 = entry.reference.references() < 0 ? "negative" : entry.reference.isReleased() ? "released" : "in use";
    }
}
