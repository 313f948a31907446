package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.MergedLoadsBroken;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads load the same bytes. */
@JCStressTest
@Proves(value = "I7", scenarios = 11,
        hang = "Whoever was merged sleeps although the load has ended.",
        twin = MergedLoadsBroken.class)
@Outcome(id = {"live, ALREADY_LOADED, 1 start", "ALREADY_LOADED, live, 1 start"}, expect = ACCEPTABLE,
        desc = "The two loads were one.")
@Outcome(id = "live, live, .*", expect = FORBIDDEN, desc = "One id has two plugins.")
@Outcome(id = ".*, 2 starts", expect = FORBIDDEN, desc = "The plugin was started twice.")
@Outcome(id = ".*, something left", expect = FORBIDDEN, desc = "A load that has ended is still in the table.")
@State
public class MergedLoads {

    private final Bench bench = new Bench();
    private final AtomicInteger starts = new AtomicInteger();

    @Actor
    public void load(LLL_Result r) {
        r.r1 = load();
    }

    @Actor
    public void loadToo(LLL_Result r) {
        r.r2 = load();
    }

    @Arbiter
    public void look(LLL_Result r) {
        boolean once = starts.get() == 1;
        r.r3 = !bench.left().equals("nothing left") ? bench.left() : once ? "1 start" : starts.get() + " starts";
    }

    private String load() {
        LoadAttempt attempt = bench.attempt();
        try {
            bench.lead(attempt);
        } catch (PluginException merged) {
            return merged.reason().name();
        }
        try {
            Entry entry = bench.register(attempt);
            starts.getAndIncrement();
            bench.form(entry, () -> "answered");
            bench.goLive(entry);
        } catch (PluginException refused) {
            bench.inFlight.end(attempt, new LoadAttempt.Outcome(Optional.of(refused)));
            return refused.reason().name();
        }
        bench.inFlight.end(attempt, new LoadAttempt.Outcome(Optional.empty()));
        return "live";
    }
}
