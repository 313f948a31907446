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

/**
 * A reader finds a file and reads it while the file is unlinked, a grace period is waited for, and the file is
 * closed.
 */
@JCStressTest
@Proves(value = "I6", scenarios = 7,
        hang = "A grace period does not end although all readers have left.", twin = GracePeriodBroken.class)
@Outcome(id = {"read", "found nothing"}, expect = ACCEPTABLE, desc = "The reader came first, or the writer did.")
@Outcome(id = "poison", expect = FORBIDDEN, desc = "What a reader had found was closed before the reader had left.")
@State
public class GracePeriod {

    private static final class File {
        private volatile boolean closed;
    }

    private static final RcuDomain RCU = new RcuDomain();
    /** A reader takes a while, in which what it reads may be closed. */
    private static final int LOOKS = 256;
    /** Both write to it, so that a reader's stores are slow to leave its processor: a missing fence shows then. */
    private static final int[] CONTENDED = new int[16 * 16];

    private final Published<File> file = new Published<>(new File());

    @Actor
    public void read(L_Result r) {
        contend();
        int ticket = RCU.enter();
        try {
            File found = file.acquire();
            boolean poison = false;
            for (int i = 0; found != null && i < LOOKS; i++) {
                poison |= found.closed;
            }
            r.r1 = found == null ? "found nothing" : poison ? "poison" : "read";
        } finally {
            RCU.leave(ticket);
        }
    }

    @Actor
    public void close() {
        contend();
        File old = file.acquire();
        file.publishRelease(null);
        RCU.synchronize();
        old.closed = true;
    }

    private static void contend() {
        for (int line = 0; line < CONTENDED.length; line += 16) {
            CONTENDED[line]++;
        }
    }
}
