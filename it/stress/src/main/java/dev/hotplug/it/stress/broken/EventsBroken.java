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
@Outcome(id = "8 heard", expect = ACCEPTABLE, desc = "All events were delivered.")
@Outcome(id = "[0-7] heard", expect = FORBIDDEN, desc = "An event was never delivered.")
@State
public class EventsBroken {

    private static final int EVENTS = 4;

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private final AtomicInteger heard = new AtomicInteger();

    @Actor
    public void post() {
        postAll();
    }

    @Actor
    public void postToo() {
        postAll();
    }

    @Arbiter
    public void count(L_Result r) {
        r.r1 = heard.get() + " heard";
    }

    private void postAll() {
        for (int i = 0; i < EVENTS; i++) {
            post(heard::getAndIncrement);
        }
    }

    private void post(Runnable added) {
        events.add(added);
        if (delivering.compareAndSet(false, true)) {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
            }
            delivering.set(false);
        }
    }
}
