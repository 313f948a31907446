package dev.hotplug.rcu;

/**
 * A cell that holds one immutable snapshot: the kernel's {@code rcu_assign_pointer} and
 * {@code rcu_dereference}. Many readers, one writer at a time (the caller's lock sees to that).
 *
 * @param <T> the snapshot, deeply immutable or safely published in itself
 */
public final class Published<T> {

    /**
     * Volatile is more than the release that is needed: the writer pays a fence for each publish, and the JVM need not
     * bring up its variable handles for the first. Readers pay nothing: to them it is an acquire-load.
     */
    private volatile T current;

    /**
     * @param first the snapshot to begin with
     */
    public Published(T first) {
        current = first;
    }

    /** The newest snapshot. Pairs with {@link #publishRelease}. */
    public T acquire() {
        return current;
    }

    /**
     * Replaces the snapshot. Whoever {@linkplain #acquire() acquires} it sees it whole.
     *
     * @param next the new snapshot
     */
    public void publishRelease(T next) {
        current = next;
    }
}
