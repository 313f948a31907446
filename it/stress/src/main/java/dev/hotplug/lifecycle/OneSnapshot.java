package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.OneSnapshotBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A plugin becomes live while a reader looks at its state and at its symbol. */
@JCStressTest
@Proves(value = "I2", scenarios = 8, twin = OneSnapshotBroken.class)
@Outcome(id = {"COMING, no symbol", "LIVE, symbol"}, expect = ACCEPTABLE, desc = "All of one moment.")
@Outcome(id = "LIVE, no symbol", expect = FORBIDDEN, desc = "A plugin is seen as LIVE before its exports are visible.")
@Outcome(id = "COMING, symbol", expect = FORBIDDEN, desc = "An export is visible before its plugin is LIVE.")
@State
public class OneSnapshot {

    private final Bench bench = new Bench();
    private final Entry entry = bench.coming();

    @Actor
    public void load() {
        bench.goLive(entry);
    }

    @Actor
    public void read(LL_Result r) {
        Snapshot seen = bench.registry.snapshot();
        r.r1 = seen.rows().first().state();
        r.r2 = seen.symbols().providers(Bench.Service.class).isEmpty() ? "no symbol" : "symbol";
    }
}
