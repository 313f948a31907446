package dev.hotplug.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts who uses a plugin, and decides, once and for all, when nobody can begin to any more.
 *
 * <p>Safe for use by many threads; {@link #tryRelease}, {@link #tryDrain} and {@link #cutOff} by one unloader
 * at a time.
 *
 * <p>The protocol is that of Masami Hiramatsu's "module: Remove stop_machine from module unloading" (Linux,
 * 2014): the loader itself owns one base reference, a get succeeds only while the count is not zero, and a
 * release takes the base reference away and puts it back unless the count became zero meanwhile.
 */
public final class PluginReference {

    /*
     * One word, so that every decision is one atomic operation:
     *
     *   63 GOING | 62 RELEASING | 61..32 calls in flight | 31..0 references, the base reference included
     *
     * "Count" is the word without its two flags.
     *
     *   tryGet, tryEnter   add one, unless the count is 0 or GOING is set
     *   put, leave         take one away, unless only the base reference would be left to take
     *   tryRelease         subtract BASE and set RELEASING, in one step. Count 0: released. Otherwise add BASE back
     *                      and clear RELEASING, unless the count is 0 by then: released as well.
     *   tryDrain           if there is no reference but the base: take it away and set GOING, in one step
     *   cutOff             the same whatever is held
     *
     * Invariants, each kept by every operation:
     *   - references >= 1 while neither flag is set (the base reference); no field is ever negative.
     *   - count 0 is final: only an add could end it, and adds refuse 0.
     *   - GOING is final, and no add succeeds once it is set: from then on the count can only fall.
     * So "got one" and "released" exclude each other: both are transitions of the one word, and released
     * means that the count was seen at 0.
     *
     * Refused is invisible: between the two steps of a failing tryRelease the count is at least 1, so tryGet and
     * tryEnter succeed, and RELEASING lets references() add the missing one.
     *
     * The decrement of put and leave (a CAS, release) pairs with the read of the word in tryRelease, tryDrain or
     * awaitReleased (acquire): what a user did happens before stop().
     */

    private static final long REFERENCE = 1L;
    private static final long CALL = 1L << 32;
    private static final long BASE = REFERENCE;
    private static final long GOING = 1L << 63;
    private static final long RELEASING = 1L << 62;
    private static final long FLAGS = GOING | RELEASING;

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(PluginReference.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable onLastGone;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile long word = BASE + REFERENCE;

    /**
     * Begins with the base reference and an initial one, which whoever brings the plugin up holds and puts.
     *
     * @param onLastGone called once when, after a drain or a cut-off that left users behind, the last of them is
     *     gone; on that user's thread, so it must be short and must not throw
     */
    public PluginReference(Runnable onLastGone) {
        this.onLastGone = onLastGone;
    }

    /** Gets a reference, unless the plugin is going or gone. */
    public boolean tryGet() {
        return tryAdd(REFERENCE);
    }

    /**
     * Gives a reference back.
     *
     * @return {@code false} if there is none to give back; nothing was changed then
     */
    public boolean put() {
        for (;;) {
            long seen = word;
            if (heldReferences(seen) <= 0) {
                return false;
            }
            if (WORD.compareAndSet(this, seen, seen - REFERENCE)) {
                signalIfLast(seen - REFERENCE);
                return true;
            }
        }
    }

    /** Enters a call, unless the plugin is going or gone. */
    public boolean tryEnter() {
        return tryAdd(CALL);
    }

    /** Leaves a call that was entered. */
    public void leave() {
        long now = (long) WORD.getAndAdd(this, -CALL) - CALL;
        signalIfLast(now);
    }

    /**
     * One attempt to release the plugin.
     *
     * @return {@code true} if nobody uses it, and nobody ever will again; {@code false} if it is in use, and
     *     nothing was changed
     */
    public boolean tryRelease() {
        long now = (long) WORD.getAndAdd(this, RELEASING - BASE) + RELEASING - BASE;
        while (count(now) != 0) {
            if (WORD.compareAndSet(this, now, now - RELEASING + BASE)) {
                return false;
            }
            now = word;
        }
        word = GOING;
        released.countDown();
        return true;
    }

    /**
     * Turns all new users away, if none but calls in flight is left.
     *
     * @return {@code true} if it did, and the calls in flight can be {@linkplain #awaitReleased awaited};
     *     {@code false} if references are held, and nothing was changed
     */
    public boolean tryDrain() {
        for (;;) {
            long seen = word;
            if (heldReferences(seen) != 0) {
                return false;
            }
            if (WORD.compareAndSet(this, seen, (seen - BASE) | GOING)) {
                releasedIfUnused(seen - BASE);
                return true;
            }
        }
    }

    /** Turns all new users away, whoever uses the plugin now. A second call does nothing. */
    public void cutOff() {
        for (;;) {
            long seen = word;
            if ((seen & GOING) != 0) {
                return;
            }
            if (WORD.compareAndSet(this, seen, (seen - BASE) | GOING)) {
                releasedIfUnused(seen - BASE);
                return;
            }
        }
    }

    /**
     * Waits until the last user is gone, after a drain or a cut-off.
     *
     * @param nanos how long at most; zero or less does not wait
     * @return whether the last user is gone
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitReleased(long nanos) throws InterruptedException {
        return released.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Whether nobody uses the plugin and nobody ever will again. */
    public boolean isReleased() {
        return released.getCount() == 0;
    }

    /** How many references are held, the base reference not counted. */
    public int references() {
        return heldReferences(word);
    }

    /** How many calls are in flight. */
    public int calls() {
        return calls(word);
    }

    private boolean tryAdd(long one) {
        for (;;) {
            long seen = word;
            if ((seen & GOING) != 0 || count(seen) == 0) {
                return false;
            }
            if (WORD.compareAndSet(this, seen, seen + one)) {
                return true;
            }
        }
    }

    private void signalIfLast(long now) {
        if ((now & GOING) != 0 && count(now) == 0) {
            released.countDown();
            onLastGone.run();
        }
    }

    private void releasedIfUnused(long now) {
        if (count(now) == 0) {
            released.countDown();
        }
    }

    private static long count(long word) {
        return word & ~FLAGS;
    }

    private static int calls(long word) {
        return (int) (count(word) >>> 32);
    }

    private static int heldReferences(long word) {
        int base = (word & FLAGS) == 0 ? (int) BASE : 0;
        return (int) word - base;
    }
}
