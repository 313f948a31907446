package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.MergedFailureBroken;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads load the same bytes, and the start fails. */
@JCStressTest
@Proves(value = "I7", scenarios = 11,
        hang = "Whoever was merged sleeps although the load has failed.",
        twin = MergedFailureBroken.class)
@Outcome(id = "START_FAILED, START_FAILED, nothing left", expect = ACCEPTABLE,
        desc = "Both know, merged or one after the other.")
@Outcome(id = ".*, something left", expect = FORBIDDEN,
        desc = "A load that has failed is still in the table, and whoever comes next waits for it.")
@State
public class MergedFailure {

    private final Bench bench = new Bench();

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
        r.r3 = bench.registry.entries().isEmpty() ? bench.left() : "something left";
    }

    private Reason load() {
        LoadAttempt attempt = bench.attempt();
        try {
            bench.lead(attempt);
        } catch (PluginException merged) {
            return merged.reason();
        }
        bench.fail(bench.register(attempt));
        PluginException failure = Bench.failure(attempt);
        bench.inFlight.end(attempt, new LoadAttempt.Outcome(Optional.of(failure)));
        return failure.reason();
    }
}
