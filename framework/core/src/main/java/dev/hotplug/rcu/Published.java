package dev.hotplug.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A cell that holds one immutable snapshot: the kernel's {@code rcu_assign_pointer} and
 * {@code rcu_dereference}. Many readers, one writer at a time (the caller's lock sees to that).
 *
 * @param <T> the snapshot, deeply immutable or safely published in itself
 */
public final class Published<T> {

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Published.class, "current", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Object current;

    /**
     * @param first the snapshot to begin with
     */
    public Published(T first) {
        publishRelease(first);
    }

    /** The newest snapshot. Pairs with {@link #publishRelease}. */
    @SuppressWarnings("unchecked")
    public T acquire() {
        return (T) CURRENT.getAcquire(this);
    }

    /**
     * Replaces the snapshot. Whoever {@linkplain #acquire() acquires} it sees it whole.
     *
     * @param next the new snapshot
     */
    public void publishRelease(T next) {
        CURRENT.setRelease(this, next);
    }
}
