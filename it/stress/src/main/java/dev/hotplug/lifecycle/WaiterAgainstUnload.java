package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.WaiterAgainstUnloadBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A load waits for another of the same id, which becomes live and is unloaded at once. */
@JCStressTest
@Proves(value = "I7", scenarios = 10,
        hang = "A waiter sleeps or spins although its plugin is going, or gone.",
        twin = WaiterAgainstUnloadBroken.class)
@Outcome(id = {"ALREADY_LOADED, nothing left", "BUSY, nothing left"}, expect = ACCEPTABLE,
        desc = "The waiter was told.")
@Outcome(id = "took the id, nothing left", expect = ACCEPTABLE, desc = "The plugin was gone before the waiter looked.")
@Outcome(id = ".*, something left", expect = FORBIDDEN, desc = "A wait that is over is still in the table.")
@State
public class WaiterAgainstUnload {

    private final Bench bench = new Bench();
    private final Entry entry = bench.coming();

    @Actor
    public void await(LL_Result r) {
        try {
            bench.register(bench.attempt());
            r.r1 = "took the id";
        } catch (PluginException refused) {
            r.r1 = refused.reason();
        }
    }

    @Actor
    public void loadAndUnload() {
        bench.goLive(entry);
        bench.unload(entry);
        bench.registry.unlink(entry);
        bench.registry.unregister(entry);
    }

    @Arbiter
    public void look(LL_Result r) {
        r.r2 = bench.left();
    }
}
