package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.InterruptAgainstEndBroken;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A load that was merged with another is interrupted while that one ends. */
@JCStressTest
@Proves(value = "I7", scenarios = 12,
        hang = "A waiter sleeps although it was interrupted, or the load has ended.",
        twin = InterruptAgainstEndBroken.class)
@Outcome(id = {"INTERRUPTED, nothing left", "START_FAILED, nothing left"}, expect = ACCEPTABLE,
        desc = "The interrupt came first, or the end did.")
@Outcome(id = "led, nothing left", expect = ACCEPTABLE, desc = "The other load had ended before this one came.")
@Outcome(id = ".*, something left", expect = FORBIDDEN,
        desc = "A waiter that was interrupted still stands in the table.")
@State
public class InterruptAgainstEnd {

    private final Bench bench = new Bench();
    private final LoadAttempt leader = bench.attempt();
    private volatile Thread waiter;

    public InterruptAgainstEnd() {
        bench.lead(leader);
    }

    @Actor
    public void await(LL_Result r) {
        // Left over from a test before this one.
        Thread.interrupted();
        waiter = Thread.currentThread();
        LoadAttempt merged = bench.attempt();
        try {
            bench.lead(merged);
            bench.inFlight.end(merged, new LoadAttempt.Outcome(Optional.empty()));
            r.r1 = "led";
        } catch (PluginException ended) {
            r.r1 = ended.reason();
        }
    }

    @Actor
    public void interruptAndEnd() {
        Thread target = waiter;
        if (target != null) {
            target.interrupt();
        }
        bench.inFlight.end(leader, new LoadAttempt.Outcome(Optional.of(Bench.failure(leader))));
    }

    @Arbiter
    public void look(LL_Result r) {
        r.r2 = bench.left();
    }
}
