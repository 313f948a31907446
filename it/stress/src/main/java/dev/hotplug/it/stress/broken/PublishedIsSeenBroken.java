package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Looks at a plain field in a loop, which a compiler reads once. */
@JCStressTest(Mode.Termination)
@Broken("hoisted read: the snapshot is a plain field")
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The reader has seen the new snapshot.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "A reader never sees that a plugin has become live.")
@State
public class PublishedIsSeenBroken {

    private boolean live;

    @Actor
    public void read() {
        while (!live) {
            // Nothing else: a body that does something could hide a read that was hoisted.
        }
    }

    @Signal
    public void publish() {
        live = true;
    }
}
