package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Links an entry as COMING and fills it afterwards. */
@JCStressTest
@Broken("split publish: the state is stored before the fields that it speaks for")
@Outcome(id = {"nothing", "coming"}, expect = ACCEPTABLE, desc = "Nothing is seen, or all of it.")
@Outcome(id = "incomplete", expect = FORBIDDEN, desc = "A plugin is seen as COMING before it is complete.")
@State
public class FormAgainstReaderBroken {

    private static final class Entry {
        private volatile boolean coming;
        private volatile Object exports;
    }

    private final Entry entry = new Entry();

    @Actor
    public void load() {
        entry.coming = true;
        entry.exports = "exports";
    }

    @Actor
    public void read(L_Result r) {
        r.r1 = !entry.coming ? "nothing" : entry.exports == null ? "incomplete" : "coming";
    }
}
