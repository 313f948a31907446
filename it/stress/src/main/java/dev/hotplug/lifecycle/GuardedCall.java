package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.GuardedCallBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A guarded service is called while its plugin is unloaded and stopped. */
@JCStressTest
@Proves(value = {"I3", "I6"}, scenarios = 7, twin = GuardedCallBroken.class)
@Outcome(id = {"answered, unloaded", "unavailable, unloaded"}, expect = ACCEPTABLE,
        desc = "The call came first, or the unload did.")
@Outcome(id = "answered, IN_USE", expect = ACCEPTABLE, desc = "The unload was refused because of the call.")
@Outcome(id = "stopped, .*", expect = FORBIDDEN, desc = "A guarded call got into a plugin that was stopped.")
@Outcome(id = "unavailable, IN_USE", expect = FORBIDDEN,
        desc = "A guarded call failed because of an unload that was refused.")
@State
public class GuardedCall {

    /** A call takes a while, in which its plugin may be stopped. */
    private static final int LOOKS = 256;

    private final Bench bench = new Bench();
    private final Bench.Service service = new Services(bench.registry::symbols).service(Bench.Service.class, null);
    private volatile boolean stopped;
    private final Entry entry = bench.live(this::answer);

    @Actor
    public void call(LL_Result r) {
        try {
            r.r1 = service.call();
        } catch (PluginUnavailableException e) {
            r.r1 = "unavailable";
        }
    }

    @Actor
    public void unload(LL_Result r) {
        String outcome = bench.unload(entry);
        if (outcome.equals("unloaded")) {
            stopped = true;
        }
        r.r2 = outcome;
    }

    private String answer() {
        boolean late = false;
        for (int i = 0; i < LOOKS; i++) {
            late |= stopped;
        }
        return late ? "stopped" : "answered";
    }
}
