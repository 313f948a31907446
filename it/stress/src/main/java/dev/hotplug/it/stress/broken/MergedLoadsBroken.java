package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Looks whether anybody loads these bytes, and then puts itself down as the one who does. */
@JCStressTest
@Broken("check-then-act: two steps on the table of loads under way")
@Outcome(id = {"led, merged, 1 start", "merged, led, 1 start"}, expect = ACCEPTABLE, desc = "The two loads were one.")
@Outcome(id = "led, led, 2 starts", expect = FORBIDDEN, desc = "The plugin was started twice.")
@State
public class MergedLoadsBroken {

    private final Map<String, Boolean> leaders = new ConcurrentHashMap<>();
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
        r.r3 = starts.get() == 1 ? "1 start" : starts.get() + " starts";
    }

    private String load() {
        if (leaders.containsKey("digest")) {
            return "merged";
        }
        leaders.put("digest", true);
        starts.getAndIncrement();
        return "led";
    }
}
