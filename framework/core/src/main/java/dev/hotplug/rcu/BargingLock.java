package dev.hotplug.rcu;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lock whose waiters do not queue, for sections that copy or count and wait for nothing. Not reentrant, not fair.
 *
 * <p>Where waiters queue, the lock is offered to the first alone. If that is a virtual thread that has no carrier, because
 * all carriers are held by the threads behind it in the queue (they load classes, which pins them), nobody gets it any
 * more. Here whoever looks when it is free has it, and who has it holds a carrier, too.
 */
public final class BargingLock {

    private final AtomicBoolean held = new AtomicBoolean();

    /** Waits until it is free. Whoever gets it has enough stack left to give it back. */
    public void lock() {
        StackRoom.reserve(StackRoom.FOR_A_FEW_CALLS);
        for (int tries = 0; !held.compareAndSet(false, true); tries++) {
            RcuDomain.pause(tries);
        }
    }

    /** Gives it back; only for whoever has it. */
    public void unlock() {
        held.set(false);
    }
}
