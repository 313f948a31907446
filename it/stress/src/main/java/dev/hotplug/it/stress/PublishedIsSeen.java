package dev.hotplug.it.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.broken.PublishedIsSeenBroken;
import dev.hotplug.rcu.Published;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A reader looks at the snapshot until the plugin that it needs is there. */
@JCStressTest(Mode.Termination)
@Proves(value = {"I2", "I7"}, twin = PublishedIsSeenBroken.class)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The reader has seen the new snapshot.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "A reader never sees that a plugin has become live.")
@State
public class PublishedIsSeen {

    private final Published<Boolean> live = new Published<>(false);

    @Actor
    public void read() {
        while (!live.acquire()) {
            // Nothing else: a body that does something could hide a read that was hoisted.
        }
    }

    @Signal
    public void publish() {
        live.publishRelease(true);
    }
}
