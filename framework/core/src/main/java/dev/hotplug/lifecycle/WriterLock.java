package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.rcu.StackRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The kernel's {@code module_mutex} and its {@code module_wq}: what writers hold, and where they wait for each
 * other. Readers never take it, and no foreign code runs under it. Whoever gets it has enough stack left to give it back.
 */
final class WriterLock {

    private final ReentrantLock lock = new ReentrantLock();
    /** Made for the first that waits, as the next one; guarded by the lock. */
    private Condition changed;
    private WaitGraph waits;
    private final Duration limit;

    WriterLock(Duration limit) {
        this.limit = limit;
    }

    /**
     * A section that may wait.
     *
     * @param <T> what it gives
     * @param <E> what it throws
     */
    @FunctionalInterface
    interface Section<T, E extends Exception> {
        T run() throws E;
    }

    /** Begins a section without a lambda, for what a cold host does first; ends with {@link #unlock}. */
    void lock() {
        StackRoom.reserve(StackRoom.FOR_A_FEW_CALLS);
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    <T, E extends Exception> T hold(Section<T, E> section) throws E {
        lock();
        try {
            return section.run();
        } finally {
            lock.unlock();
        }
    }

    void hold(Runnable section) {
        lock();
        try {
            section.run();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all that {@linkplain #await wait}. With the lock held. */
    void signal() {
        assert lock.isHeldByCurrentThread();
        if (changed != null) {
            changed.signalAll();
        }
    }

    /**
     * Waits for a load under way. With the lock held, which is given up meanwhile.
     *
     * @param waiter the load that waits, on this thread
     * @param callers tells which others stand still meanwhile; asked only if there is something to wait for
     * @param target the load that is waited for
     * @param over whether the wait is over; evaluated under the lock, by the same predicate that its waker makes true
     * @throws PluginException {@code DEPENDENCY_CYCLE} if they would wait for each other, {@code INTERRUPTED},
     *     {@code BUSY} if the limit is reached
     */
    void await(LoadAttempt waiter, Callers callers, LoadAttempt target, BooleanSupplier over) {
        if (over.getAsBoolean()) {
            return;
        }
        Set<LoadAttempt> waiters = callers.standingStillWith(waiter);
        List<LoadAttempt> circle = waits().add(waiters, target);
        if (!circle.isEmpty()) {
            throw cycle(waiter, named(waiters, circle));
        }
        try {
            long left = limit.toNanos();
            while (!over.getAsBoolean()) {
                if (left <= 0) {
                    throw new PluginException(Reason.BUSY, waiter.id(), waiter.label() + ": gave up after "
                            + limit.toSeconds() + " s of waiting for the load of " + target.label()
                            + ", which is still under way; try again when it has ended", null);
                }
                left = changed().awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(Reason.INTERRUPTED, waiter.id(), waiter.label()
                    + ": interrupted while it waited for the load of " + target.label() + "; nothing was changed", e);
        } finally {
            waits.remove(waiters, target);
        }
    }

    /**
     * Waits for an unload to end. Nobody knows whether it does, so this has a limit of its own, which may be none. With
     * the lock held, which is given up meanwhile.
     *
     * @param deadline by {@link System#nanoTime}
     * @param over whether the wait is over; evaluated under the lock
     * @throws PluginException {@code BUSY} if the limit is reached, {@code DEPENDENCY_CYCLE} if there is one, but the
     *     unload waits for this thread, {@code INTERRUPTED}
     */
    void awaitUnload(LoadAttempt attempt, Callers callers, Entry going, long deadline, BooleanSupplier over) {
        long left = deadline - System.nanoTime();
        if (left > 0 && (going.isClaimedHere() || callers.workFor(going))) {
            throw Refusal.unloadedHere(attempt, going);
        }
        try {
            while (!over.getAsBoolean()) {
                if (left <= 0) {
                    throw Refusal.going(attempt, going);
                }
                pause(left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.interruptedBefore(attempt, going);
        }
    }

    /**
     * A circle by ids, beginning with the loads on this thread that lead from the one that would wait for itself to the
     * one that asks. A second load of one plugin is not named twice.
     */
    private static List<String> named(Set<LoadAttempt> waiters, List<LoadAttempt> circle) {
        List<LoadAttempt> all = new ArrayList<>();
        for (LoadAttempt waiter : waiters) {
            all.add(0, waiter);
            if (waiter == circle.get(0)) {
                break;
            }
        }
        all.addAll(circle.subList(1, circle.size()));
        List<String> ids = new ArrayList<>();
        for (LoadAttempt attempt : all) {
            if (ids.isEmpty() || !ids.get(ids.size() - 1).equals(attempt.id())) {
                ids.add(attempt.id());
            }
        }
        if (ids.size() == 1) {
            ids.add(ids.get(0));
        }
        return ids;
    }

    /**
     * Waits a moment, or until something changes. With the lock held, which is given up meanwhile.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void pause(long nanos) throws InterruptedException {
        changed().await(nanos, TimeUnit.NANOSECONDS);
    }

    private Condition changed() {
        changed = changed == null ? lock.newCondition() : changed;
        return changed;
    }

    private WaitGraph waits() {
        waits = waits == null ? new WaitGraph() : waits;
        return waits;
    }

    /** Whom a load waits for. */
    List<LoadAttempt> awaitedBy(LoadAttempt waiter) {
        return hold(() -> waits().awaitedBy(waiter));
    }

    int waiting() {
        return hold(() -> waits().size());
    }

    static PluginException cycle(LoadAttempt attempt, List<String> path) {
        return new PluginException(Reason.DEPENDENCY_CYCLE, attempt.id(), attempt.label()
                + ": would wait for ever: " + path.stream().collect(Collectors.joining(" -> "))
                + "; a plugin cannot need, or load, one that waits for it", null, new PluginException.Cycle(path));
    }
}
