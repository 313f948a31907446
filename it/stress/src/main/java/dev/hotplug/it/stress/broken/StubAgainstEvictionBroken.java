package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Keeps the provider that it found, and only then lets the provider know. */
@JCStressTest
@Broken("check-then-act: the service is remembered after it keeps the plugin, and does not look again")
@Outcome(id = "forgotten", expect = ACCEPTABLE, desc = "The call came first, or the unload did.")
@Outcome(id = "kept", expect = FORBIDDEN,
        desc = "A service that nobody calls any more keeps an unloaded plugin from being collected.")
@State
public class StubAgainstEvictionBroken {

    private volatile boolean over;
    private volatile boolean remembered;
    private volatile Object binding;

    @Actor
    public void call() {
        if (!over) {
            binding = this;
            remembered = true;
        }
    }

    @Actor
    public void unload() {
        over = true;
        if (remembered) {
            binding = null;
        }
    }

    @Arbiter
    public void look(L_Result r) {
        r.r1 = binding == null ? "forgotten" : "kept";
    }
}
