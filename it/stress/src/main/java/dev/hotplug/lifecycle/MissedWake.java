package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.MissedWakeBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A load waits for another of the same id, which becomes live. */
@JCStressTest
@Proves(value = "I7", scenarios = 9,
        hang = "A waiter sleeps although the load that it waits for has become live.",
        twin = MissedWakeBroken.class)
@Outcome(id = "ALREADY_LOADED, nothing left", expect = ACCEPTABLE, desc = "The waiter saw that the load has ended.")
@Outcome(id = "registered, .*", expect = FORBIDDEN, desc = "Two plugins own one id.")
@Outcome(id = ".*, something left", expect = FORBIDDEN, desc = "A wait that is over is still in the table.")
@State
public class MissedWake {

    private final Bench bench = new Bench();
    private final Entry entry = bench.coming();

    @Actor
    public void await(LL_Result r) {
        try {
            bench.register(bench.attempt());
            r.r1 = "registered";
        } catch (PluginException refused) {
            r.r1 = refused.reason();
        }
    }

    @Actor
    public void load() {
        bench.goLive(entry);
    }

    @Arbiter
    public void look(LL_Result r) {
        r.r2 = bench.left();
    }
}
