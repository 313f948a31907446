package dev.hotplug.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginState;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.FormAgainstReaderBroken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A plugin is registered, filled and formed while a reader looks at the table. */
@JCStressTest
@Proves(value = "I2", scenarios = 6, twin = FormAgainstReaderBroken.class)
@Outcome(id = {"nothing", "complete"}, expect = ACCEPTABLE, desc = "Nothing is seen, or all of it.")
@Outcome(id = "unformed", expect = FORBIDDEN, desc = "An entry is seen that only reserves its id.")
@Outcome(id = "incomplete", expect = FORBIDDEN, desc = "A plugin is seen as COMING before it is complete.")
@State
public class FormAgainstReader {

    private final Bench bench = new Bench();

    @Actor
    public void load() {
        bench.coming();
    }

    @Actor
    public void read(L_Result r) {
        Snapshot seen = bench.registry.snapshot();
        if (seen.rows().isEmpty()) {
            r.r1 = "nothing";
            return;
        }
        Snapshot.Row row = seen.rows().first();
        boolean complete = row.entry().exports != null && row.entry().descriptor != null && row.entry().owner != null
                && row.since() != null;
        r.r1 = row.state() == PluginState.UNFORMED ? "unformed" : complete ? "complete" : "incomplete";
    }
}
