package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Publishes the plugin table and the symbol table one after the other. */
@JCStressTest
@Broken("split publish: two fields where one snapshot is promised")
@Outcome(id = {"coming, no symbol", "live, symbol"}, expect = ACCEPTABLE, desc = "All of one moment.")
@Outcome(id = {"live, no symbol", "coming, symbol"}, expect = FORBIDDEN,
        desc = "State and symbols are seen of different moments.")
@State
public class OneSnapshotBroken {

    private volatile String state = "coming";
    private volatile String symbols = "no symbol";

    @Actor
    public void load() {
        state = "live";
        symbols = "symbol";
    }

    @Actor
    public void read(LL_Result r) {
        r.r1 = state;
        r.r2 = symbols;
    }
}
