package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Takes a failed load out of the table, but completes it only when it has succeeded. */
@JCStressTest
@Broken("the way out of a failure forgets those who were merged")
@Outcome(id = "failed, failed", expect = ACCEPTABLE, desc = "Both know.")
@Outcome(id = {"never woken, failed", "failed, never woken"}, expect = FORBIDDEN,
        desc = "Whoever was merged with a load that fails waits for ever.")
@State
public class MergedFailureBroken {

    private final ConcurrentHashMap<String, CountDownLatch> leaders = new ConcurrentHashMap<>();

    @Actor
    public void load(LL_Result r) {
        r.r1 = load();
    }

    @Actor
    public void loadToo(LL_Result r) {
        r.r2 = load();
    }

    private String load() {
        CountDownLatch own = new CountDownLatch(1);
        CountDownLatch leader = leaders.putIfAbsent("digest", own);
        if (leader == null) {
            leaders.remove("digest");
            return "failed";
        }
        // Nothing is pending any more once the table is empty.
        while (!Patience.await(leader)) {
            if (leaders.isEmpty()) {
                return "never woken";
            }
        }
        return "failed";
    }
}
