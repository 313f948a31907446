package dev.hotplug.it.stress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.it.stress.Broken;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Marks a reader by a release store, and lets it read before the mark has left the store buffer. */
@JCStressTest
@Broken("missing store-load fence on the reader's side")
@Outcome(id = {"read", "found nothing"}, expect = ACCEPTABLE, desc = "The reader came first, or the writer did.")
@Outcome(id = "poison", expect = FORBIDDEN, desc = "What a reader had found was closed before the reader had left.")
@State
public class GracePeriodBroken {

    private static final class File {
        private volatile boolean closed;
    }

    /** A reader takes a while, in which what it reads may be closed. */
    private static final int LOOKS = 64;

    private static final VarHandle READERS;
    private static final VarHandle FILE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            READERS = lookup.findVarHandle(GracePeriodBroken.class, "readers", int.class);
            FILE = lookup.findVarHandle(GracePeriodBroken.class, "file", File.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int readers;
    private File file = new File();

    @Actor
    public void read(L_Result r) {
        READERS.setRelease(this, 1);
        File found = (File) FILE.getAcquire(this);
        boolean poison = false;
        for (int i = 0; found != null && i < LOOKS; i++) {
            poison |= found.closed;
        }
        r.r1 = found == null ? "found nothing" : poison ? "poison" : "read";
        READERS.setRelease(this, 0);
    }

    @Actor
    public void close() {
        File old = (File) FILE.getAcquire(this);
        FILE.setVolatile(this, null);
        while ((int) READERS.getVolatile(this) != 0) {
            Thread.onSpinWait();
        }
        old.closed = true;
    }
}
