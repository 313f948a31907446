package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Delivers what is queued until the queue is empty, and then says that nobody delivers. */
@JCStressTest
@Broken("check-then-act: an event that is added between the two is left behind")
@Outcome(id = "2 heard", expect = ACCEPTABLE, desc = "Both events were delivered.")
@Outcome(id = {"0 heard", "1 heard"}, expect = FORBIDDEN, desc = "An event was never delivered.")
@State
public class EventsBroken {

    /** Whoever delivers takes a moment to leave, in which an event may be added. */
    private static final int LINGER = 8;

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private final AtomicInteger heard = new AtomicInteger();

    @Actor
    public void post() {
        deliver(heard::getAndIncrement);
    }

    @Actor
    public void postToo() {
        deliver(heard::getAndIncrement);
    }

    @Arbiter
    public void count(L_Result r) {
        r.r1 = heard.get() + " heard";
    }

    private void deliver(Runnable added) {
        events.add(added);
        if (delivering.compareAndSet(false, true)) {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
            }
            for (int i = 0; i < LINGER; i++) {
                Thread.onSpinWait();
            }
            delivering.set(false);
        }
    }
}
