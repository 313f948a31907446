package dev.hotplug.rcu;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Read sections, and the wait for all that could have seen something: the kernel's sleepable RCU.
 *
 * <p>Safe for use by many threads, virtual ones included; its size does not depend on how many ever read.
 *
 * <p>After Paul McKenney's SRCU (Linux, {@code kernel/rcu/srcu.c}): two sets of counters, of which new readers
 * use the one that the phase names.
 */
public final class RcuDomain {

    /*
     * A reader increments the cell (its stripe, the phase it read) and later decrements that same cell: it
     * carries the cell's index as its ticket, so each cell by itself counts the readers that are in, and never
     * goes below zero.
     *
     * Why synchronize() is right. Let U be the caller's store that unlinked something.
     *   (1) A reader whose increment comes before synchronize() loads its cell is waited for, whichever phase it
     *       read, because both phases are waited for.
     *   (2) A reader whose increment comes later loads after it; increment and fence are full barriers on both
     *       sides (store-load), so it sees U and cannot have found what was unlinked.
     * Waiting for each cell once is enough: a reader of case (1) is in a cell that is seen at zero only after it
     * has left.
     *
     * Why it ends. New readers use the phase's set, so the other set only drains, except for stragglers: readers
     * that loaded the old phase and had not yet incremented. First the idle set is waited for (stragglers
     * of the grace period before), then the phase flips and the set that was in use is waited for. Each reader
     * can straggle once per flip, so there are never more of them than threads between the two instructions.
     */

    private static final int PAD = 16;
    private static final int SPINS = 64;
    private static final int YIELDS = 64;
    private static final long LONGEST_PARK_NANOS = 500_000;

    private final int stripes;
    private final AtomicIntegerArray cells;
    /** {@code null} in a thread that has not read yet. */
    private final ThreadLocal<int[]> depth = new ThreadLocal<>();
    private final ReentrantLock gracePeriod = new ReentrantLock();
    private volatile int phase;
    /** Written under the lock. */
    private volatile long gracePeriods;

    /** A domain with a stripe for each processor. */
    public RcuDomain() {
        stripes = Math.min(64, Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors())) * 2);
        cells = new AtomicIntegerArray(2 * stripes * PAD);
    }

    /**
     * Begins a read section. It may nest, must not block, and must end on the same thread.
     *
     * @return the ticket for {@link #leave}
     */
    public int enter() {
        // Or leave() might find no room to count down in, and every grace period from then on would wait for ever.
        StackRoom.reserve(StackRoom.FOR_A_FEW_CALLS);
        int[] nested = depth.get();
        if (nested == null) {
            nested = new int[1];
            depth.set(nested);
        }
        nested[0]++;
        int stripe = (int) (Thread.currentThread().getId() & (stripes - 1));
        int cell = (phase * stripes + stripe) * PAD;
        cells.getAndIncrement(cell);
        return cell;
    }

    /**
     * Ends a read section.
     *
     * @param ticket what {@link #enter} gave
     */
    public void leave(int ticket) {
        cells.getAndDecrement(ticket);
        depth.get()[0]--;
    }

    /**
     * Waits for a grace period: until every read section that was open when this was called has ended. Does not
     * answer to interrupts; read sections are short.
     *
     * @throws IllegalStateException if called inside a read section, which it would wait for
     */
    public void synchronize() {
        int[] nested = depth.get();
        if (nested != null && nested[0] > 0) {
            throw new IllegalStateException("a grace period inside a read section would wait for itself");
        }
        gracePeriod.lock();
        try {
            VarHandle.fullFence();
            int busy = phase;
            awaitEmpty(1 - busy);
            phase = 1 - busy;
            VarHandle.fullFence();
            awaitEmpty(busy);
            gracePeriods = gracePeriods + 1;
        } finally {
            gracePeriod.unlock();
        }
    }

    /** How many grace periods have ended. */
    public long gracePeriods() {
        return gracePeriods;
    }

    /** How many read sections are open, for tests and diagnosis. */
    public int readers() {
        int sum = 0;
        for (int cell = 0; cell < cells.length(); cell += PAD) {
            sum += cells.get(cell);
        }
        return sum;
    }

    private void awaitEmpty(int set) {
        for (int stripe = 0; stripe < stripes; stripe++) {
            int cell = (set * stripes + stripe) * PAD;
            for (int tries = 0; cells.get(cell) != 0; tries++) {
                pause(tries);
            }
        }
    }

    /** Longer with each try. */
    static void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        } else if (tries < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(Math.min(LONGEST_PARK_NANOS, 1_000L << Math.min(10, tries - SPINS - YIELDS)));
        }
    }
}
