package dev.hotplug.link;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.NotedReferencesBroken;
import dev.hotplug.link.Reference.Action;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two loads note what they found to be sound, in tables that grow with each, and ask for what nobody noted. */
@JCStressTest
@Proves(value = "I2", twin = NotedReferencesBroken.class)
@Outcome(id = "found, found, all", expect = ACCEPTABLE, desc = "Each found what it had noted.")
@Outcome(id = {"mistaken, .*", ".*, mistaken, .*", ".*, mistaken"}, expect = FORBIDDEN,
        desc = "A reference is taken for sound that nobody has looked at.")
@Outcome(id = {"lost, .*", ".*, lost, .*", ".*, lost"}, expect = FORBIDDEN,
        desc = "A reference that was noted is not found by the thread that noted it.")
@State
public class NotedReferences {

    private final SoundReferences sound = new SoundReferences(2);

    private static Reference call(String owner, String name) {
        return new Reference(Action.CALL, owner, name, "()V", false);
    }

    private String note(String owner, String name, String otherName) {
        sound.add(call(owner, name));
        return sound.contains(call(owner, otherName)) ? "mistaken" : sound.contains(call(owner, name)) ? "found" : "lost";
    }

    @Actor
    public void one(LLL_Result r) {
        r.r1 = note("p/One", "first", "second");
    }

    @Actor
    public void another(LLL_Result r) {
        r.r2 = note("p/Another", "second", "first");
    }

    @Arbiter
    public void look(LLL_Result r) {
        r.r3 = sound.contains(call("p/One", "second")) || sound.contains(call("p/Another", "first")) ? "mistaken"
                : sound.contains(call("p/One", "first")) && sound.contains(call("p/Another", "second")) ? "all" : "lost";
    }
}
