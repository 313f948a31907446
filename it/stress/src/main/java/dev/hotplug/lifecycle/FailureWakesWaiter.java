package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.FailureWakesWaiterBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A load waits for another of the same id, which fails and vanishes. */
@JCStressTest
@Proves(value = "I7", scenarios = 10,
        hang = "A waiter sleeps although the load that it waits for has failed.",
        twin = FailureWakesWaiterBroken.class)
@Outcome(id = "took the id, nothing left", expect = ACCEPTABLE, desc = "The waiter tries by itself.")
@Outcome(id = "refused, .*", expect = FORBIDDEN,
        desc = "A load is turned away because of one that has left nothing behind.")
@Outcome(id = ".*, something left", expect = FORBIDDEN, desc = "A wait that is over is still in the table.")
@State
public class FailureWakesWaiter {

    private final Bench bench = new Bench();
    private final Entry entry = bench.coming();

    @Actor
    public void await(LL_Result r) {
        try {
            Entry own = bench.register(bench.attempt());
            r.r1 = own != entry ? "took the id" : "shares the id";
        } catch (PluginException refused) {
            r.r1 = "refused";
        }
    }

    @Actor
    public void load() {
        bench.fail(entry);
    }

    @Arbiter
    public void look(LL_Result r) {
        r.r2 = bench.left();
    }
}
