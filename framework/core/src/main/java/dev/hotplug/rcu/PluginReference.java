package dev.hotplug.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts who uses a plugin, and decides, once and for all, when nobody can begin to any more.
 *
 * <p>Two kinds of hold. <em>References</em> are few and long: {@link #tryGet}, {@link #put}. <em>Calls</em> are many and
 * short: {@link #enter}, {@link #leave}; while nobody tries to unload the plugin, each thread counts its calls where no
 * other thread writes.
 *
 * <p>Safe for use by many threads; {@link #tryRelease}, {@link #tryDrain} and {@link #cutOff} by one unloader
 * at a time. Its size does not depend on how many threads ever called.
 *
 * <p>The decision is that of Masami Hiramatsu's "module: Remove stop_machine from module unloading" (Linux, 2014): the
 * loader itself owns one base reference, a get succeeds only while the count is not zero, and a release takes the base
 * reference away and puts it back unless the count became zero meanwhile. The two modes are those of the kernel's
 * {@code percpu_ref}, but counts are never moved from one place to the other.
 */
public class PluginReference {

    /*
     * THE WORD. One word, so that every decision is one atomic operation:
     *
     *   63 GOING | 62 RELEASING | 61..32 calls counted here | 31..0 references, the base reference included
     *
     * "Count" is the word without its two flags.
     *
     *   tryGet, slow enter  add one, unless the count is 0 or GOING is set
     *   put, slow leave     take one away; put not if only the base reference would be left to take
     *   release, last part  subtract BASE and set RELEASING, in one step. Count 0: released. Otherwise add BASE back
     *                       and clear RELEASING, unless the count is 0 by then: released as well.
     *   drain, last part    if there is no reference but the base: take it away and set GOING, in one step
     *   cutOff              the same whatever is held
     *
     * Invariants, each kept by every operation:
     *   - references >= 1 while neither flag is set (the base reference); no field is ever negative.
     *   - count 0 is final: only an add could end it, and adds refuse 0.
     *   - GOING is final, and no add succeeds once it is set: from then on the count can only fall.
     * So "got one" and "released" exclude each other: both are transitions of the one word, and released means that
     * the count was seen at 0.
     *
     * THE CELLS. While `fast`, a call is counted in a cell instead: its thread's own (CallerSlots), or, without a slot, a
     * shared one. A call leaves where it entered; its ticket says where.
     *
     *   enter   (1) add 1 to the cell, a full fence   (2) load fast; true: in. false: take the 1 back, use the word
     *   unload  (3) fast = false, a full fence        (4) load all cells
     *
     * Store-load on both sides, so it cannot be that (2) reads true from before (3) while (4) misses (1): either the
     * caller sees the switch and backs out, or the unloader sees the caller. After (4) has read 0 from every cell, while
     * fast stays false, no fast call is in and none can come: an add that (4) missed comes after it, so its (2) comes after
     * (3). The unloader then decides on the word alone. What (4) may see too much of is a caller between (1) and (2) that
     * is about to back out: it is refused as if that call were in flight, which it is about to be.
     *
     * Refused is invisible: a caller that finds fast == false uses the word, where the count is at least 1 between the two
     * steps of a failing release, so tryGet and enter succeed; RELEASING lets references() add the missing one.
     *
     * RELEASE AND ACQUIRE. The release store of leave (own cell), or its RMW (shared cell, word), pairs with the load
     * of that cell in fastCalls() or of the word in tryRelease, tryDrain and awaitReleased: what a call did happens
     * before stop(). An own cell has one writer, so its decrement needs no RMW.
     *
     * THE END OF THE STACK. Every call may overflow it, also one into a VarHandle as long as code is interpreted, and no
     * count may be lost by that.
     *   - An own cell has one writer, so its next value is computed before it is stored; if the store's call overflows,
     *     before or after it stored, a plain array bytecode, which cannot overflow, stores the same value or the old one.
     *     The handler's entry orders at least as much as the release did.
     *   - If leave() cannot even be called, the stub takes the one from an own cell by the same bytecodes. So leave() throws
     *     only while the call is still counted, here and where it is overridden.
     *   - What others write as well (a shared cell, the word) needs a call to count. There the way in takes more stack than
     *     the way out will, and gives it back, before it counts. Compiled code may become interpreted meanwhile and
     *     need more; then the stub counts the call as lost, under a monitor. Lost calls are subtracted wherever calls are
     *     summed, and settled with the word by the next unloader.
     *   - The same way in is a reference's, which is put from where it was got, or from nearer to the stack's beginning.
     *     Nobody counts it as lost if putting it overflows all the same: a reference that is not put is what it looks like.
     */

    /** The ticket of {@link #enter} for "not entered". */
    public static final int REFUSED = 0;

    private static final int PAD = 16;
    /** Cells begin one line behind the array's header; own cells first, then shared ones. A ticket below is an own cell's. */
    public static final int FIRST_SHARED = (1 + CallerSlots.SLOTS) * PAD;

    private static final int IN_WORD = -1;
    private static final int SHARED = 8;
    /** As many as leaving by the word takes while it is interpreted; 18 were found to be too few. */
    private static final int FRAMES_TO_LEAVE = 24;
    private static final int LENGTH = FIRST_SHARED + SHARED * PAD;

    private static final long REFERENCE = 1L;
    private static final long CALL = 1L << 32;
    private static final long BASE = REFERENCE;
    private static final long GOING = 1L << 63;
    private static final long RELEASING = 1L << 62;
    private static final long FLAGS = GOING | RELEASING;

    private static final int SPINS = 256;
    private static final long SHORTEST_PARK_NANOS = 20_000;
    private static final long LONGEST_PARK_NANOS = 1_000_000;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);

    /** Calls whose leaving a shared cell was lost. Written by stubs, under this object's monitor. */
    public volatile int lostInCells;
    /** Calls whose leaving the word was lost. Written by stubs, under this object's monitor. */
    public volatile int lostInWord;
    /** Made by the first call, so that a plugin that nobody calls costs nothing; never replaced. Written by stubs. */
    public int[] cells;

    private final Runnable onLastGone;
    private final CountDownLatch lastGone = new CountDownLatch(1);
    private volatile boolean fast = true;
    /** Set once, when the last user is seen gone. A caller that is about to back out still touches its cell after it. */
    private volatile boolean gone;
    /** Not a variable handle of a field, which a cold JVM takes longer to make than all else that is here. */
    private final AtomicLong word = new AtomicLong(BASE + REFERENCE);

    /**
     * Begins with the base reference and an initial one, which whoever brings the plugin up holds and puts.
     *
     * @param onLastGone called when, after a drain or a cut-off that left users behind, the last reference and the last call
     *     counted in the word are gone; on that user's thread, so it must be short and must not throw
     */
    public PluginReference(Runnable onLastGone) {
        this.onLastGone = onLastGone;
    }

    /**
     * Gets a reference, unless the plugin is going or gone. Where it can be got, there is stack enough to put it, unless
     * this is compiled by then and that is not.
     */
    public boolean tryGet() {
        reserveStack(FRAMES_TO_LEAVE);
        return tryAdd(REFERENCE);
    }

    /**
     * Gives a reference back.
     *
     * @return {@code false} if there is none to give back; nothing was changed then
     */
    public boolean put() {
        for (;;) {
            long seen = word.get();
            if (heldReferences(seen) <= 0) {
                return false;
            }
            if (word.compareAndSet(seen, seen - REFERENCE)) {
                if ((seen & GOING) != 0 && count(seen - REFERENCE) == 0) {
                    signalLast();
                }
                return true;
            }
        }
    }

    /**
     * Enters a call, unless the plugin is going or gone.
     *
     * @return the ticket for {@link #leave}, or {@link #REFUSED}
     */
    public int enter() {
        return countIn();
    }

    private int countIn() {
        int[] counts = cells;
        int slot = CallerSlots.mine();
        if (counts == null || slot < 0) {
            return enterShared(slot);
        }
        int cell = (1 + slot) * PAD;
        int before = counts[cell];
        boolean in;
        try {
            CELL.setVolatile(counts, cell, before + 1);
            in = fast;
        } catch (Throwable noStackLeft) {
            counts[cell] = before;
            throw noStackLeft;
        }
        if (in) {
            return cell;
        }
        counts[cell] = before;
        return enterWord();
    }

    /**
     * Leaves a call.
     *
     * @param ticket what {@link #enter} gave on this thread; not {@link #REFUSED}
     */
    public void leave(int ticket) {
        if (ticket > 0 && ticket < FIRST_SHARED) {
            int[] counts = cells;
            int after = counts[ticket] - 1;
            try {
                CELL.setRelease(counts, ticket, after);
            } catch (StackOverflowError noStackLeft) {
                counts[ticket] = after;
            }
        } else {
            leaveShared(ticket);
        }
    }

    /**
     * One attempt to release the plugin.
     *
     * @return {@code true} if nobody uses it, and nobody ever will again; {@code false} if it is in use, and
     *     nothing was changed
     */
    public boolean tryRelease() {
        switchToWord();
        if (fastCalls() == 0 && releaseWord()) {
            gone = true;
            return true;
        }
        fast = true;
        return false;
    }

    /**
     * Turns all new users away, if none but calls in flight is left.
     *
     * @return {@code true} if it did, and the calls in flight can be {@linkplain #awaitReleased awaited};
     *     {@code false} if references are held, and nothing was changed
     */
    public boolean tryDrain() {
        switchToWord();
        for (;;) {
            long seen = word.get();
            if (heldReferences(seen) != 0) {
                fast = true;
                return false;
            }
            if (word.compareAndSet(seen, (seen - BASE) | GOING)) {
                releasedIfUnused(seen - BASE);
                return true;
            }
        }
    }

    /** Turns all new users away, whoever uses the plugin now. A second call does nothing. */
    public void cutOff() {
        switchToWord();
        for (;;) {
            long seen = word.get();
            if ((seen & GOING) != 0) {
                return;
            }
            if (word.compareAndSet(seen, (seen - BASE) | GOING)) {
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
        if (isReleased()) {
            return true;
        }
        long deadline = System.nanoTime() + nanos;
        // Leaving a cell tells nobody: that would cost every call a second fence. So cells are polled, at first without a
        // pause: most calls last less than it takes to put a thread to sleep and wake it.
        for (int spins = 0; nanos > 0 && spins < SPINS && !isReleased(); spins++) {
            Thread.onSpinWait();
        }
        for (long park = SHORTEST_PARK_NANOS; !isReleased(); park = Math.min(2 * park, LONGEST_PARK_NANOS)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (isWordReleased()) {
                LockSupport.parkNanos(this, Math.min(park, left));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            } else {
                lastGone.await(Math.min(LONGEST_PARK_NANOS, left), TimeUnit.NANOSECONDS);
            }
        }
        return true;
    }

    /** Whether nobody uses the plugin and nobody ever will again. */
    public boolean isReleased() {
        if (!gone) {
            settleLost();
            if (!isWordReleased() || fastCalls() != 0) {
                return false;
            }
            gone = true;
        }
        return true;
    }

    /** How many references are held, the base reference not counted. */
    public int references() {
        return heldReferences(word.get());
    }

    /** How many calls are in flight; calls that come or go meanwhile may or may not be counted. */
    public int calls() {
        return Math.max(0, fastCalls() + callsIn(word.get()) - lostInWord);
    }

    private int enterShared(int slot) {
        if (cells == null) {
            makeCells();
        }
        if (slot >= 0) {
            return countIn();
        }
        if (!fast) {
            return enterWord();
        }
        reserveStack(FRAMES_TO_LEAVE);
        int cell = FIRST_SHARED + (int) (Thread.currentThread().getId() & (SHARED - 1)) * PAD;
        int[] counts = cells;
        CELL.getAndAdd(counts, cell, 1);
        if (fast) {
            return cell;
        }
        leaveShared(cell);
        return enterWord();
    }

    /** Before anything is counted in them, which begins with a full fence: who looks for the count finds the cells. */
    private synchronized void makeCells() {
        if (cells == null) {
            cells = new int[LENGTH];
        }
    }

    private int enterWord() {
        reserveStack(FRAMES_TO_LEAVE);
        return tryAdd(CALL) ? IN_WORD : REFUSED;
    }

    /**
     * Overflows now, before anything is counted, if the stack might be too short for counting it out again. Smaller frames
     * than {@link StackRoom}'s will do here and cost a fifth, at each call of a thread that has no cell of its own.
     */
    private static int reserveStack(int frames) {
        return frames == 0 ? 0 : 1 + reserveStack(frames - 1);
    }

    private void leaveShared(int ticket) {
        if (ticket > 0) {
            CELL.getAndAdd(cells, ticket, -1);
        } else {
            long now = word.addAndGet(-CALL);
            // From here on nothing may overflow the stack, or the stub would count the call as lost, which it is not.
            if (now < 0 && (now & ~FLAGS) == 0) {
                signalLast();
            }
        }
    }

    /** Steps (3) of the block comment; (4) is the next {@link #fastCalls}. */
    private void switchToWord() {
        settleLost();
        fast = false;
        VarHandle.fullFence();
    }

    private boolean releaseWord() {
        long now = word.addAndGet(RELEASING - BASE);
        while (count(now) != 0) {
            if (word.compareAndSet(now, now - RELEASING + BASE)) {
                return false;
            }
            now = word.get();
        }
        word.set(GOING);
        lastGone.countDown();
        return true;
    }

    /** How many calls are counted in cells. Plain loads between fences: they pair with the release in {@link #leave}. */
    private int fastCalls() {
        // First, so that each lost call that is subtracted is in the sum: its cell was counted up before it was lost.
        int sum = -lostInCells;
        VarHandle.fullFence();
        int[] counts = cells;
        if (counts == null) {
            return 0;
        }
        for (int cell = PAD; cell < LENGTH; cell += PAD) {
            sum += counts[cell];
        }
        VarHandle.acquireFence();
        return sum;
    }

    /** Takes calls that were lost in the word out of the word. */
    private void settleLost() {
        if (lostInWord == 0) {
            return;
        }
        synchronized (this) {
            while (lostInWord > 0) {
                lostInWord--;
                leaveShared(IN_WORD);
            }
        }
    }

    private boolean tryAdd(long one) {
        for (;;) {
            long seen = word.get();
            if ((seen & GOING) != 0 || count(seen) == 0) {
                return false;
            }
            if (word.compareAndSet(seen, seen + one)) {
                return true;
            }
        }
    }

    private void signalLast() {
        try {
            lastGone.countDown();
            onLastGone.run();
        } catch (StackOverflowError noStackToSignalWith) {
            // The word tells that the last user is gone; whoever waits looks at it again and again, untold.
        }
    }

    private boolean isWordReleased() {
        long seen = word.get();
        return (seen & GOING) != 0 && count(seen) == 0;
    }

    private void releasedIfUnused(long now) {
        if (count(now) == 0) {
            lastGone.countDown();
        }
    }

    private static long count(long word) {
        return word & ~FLAGS;
    }

    private static int callsIn(long word) {
        return (int) (count(word) >>> 32);
    }

    private static int heldReferences(long word) {
        int base = (word & FLAGS) == 0 ? (int) BASE : 0;
        return (int) word - base;
    }
}
