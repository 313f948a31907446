package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.GracePeriodBroken;
import dev.hotplug.rcu.Published;
import dev.hotplug.rcu.RcuDomain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A reader enters, finds a file and reads it while the file is unlinked, a grace period is waited for, and it is closed. */
@JCStressTest
@Proves(value = "I6", scenarios = 7,
        hang = "A grace period does not end although all readers have left.", twin = GracePeriodBroken.class)
@Outcome(id = {"read", "found nothing"}, expect = ACCEPTABLE, desc = "The reader came first, or the writer did.")
@Outcome(id = "poison", expect = FORBIDDEN, desc = "What a reader had found was closed before the reader had left.")
@State
public class GracePeriod {

    private static final class File {
        private boolean closed;
    }

    private static final RcuDomain RCU = new RcuDomain();

    private final Published<File> file = new Published<>(new File());

    @Actor
    public void read(L_Result r) {
        int ticket = RCU.enter();
        try {
            File found = file.acquire();
            r.r1 = found == null ? "found nothing" : found.closed ? "poison" : "read";
        } finally {
            RCU.leave(ticket);
        }
    }

    @Actor
    public void close() {
        File old = file.acquire();
        file.publishRelease(null);
        RCU.synchronize();
        old.closed = true;
    }
}
