package dev.hotplug.rcu;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * Gives each calling platform thread a slot of its own, so that it can count with plain stores where nobody else
 * writes. One table for the whole JVM, of a fixed size, whatever threads come and go.
 *
 * <p>Safe for use by many threads.
 */
final class CallerSlots {

    /*
     * A slot holds a weak reference to its owner: the thread is not kept, nor what hangs on it. Only the thread itself
     * claims a slot for itself, so the plain read in mine() is enough: it is either the thread's own earlier store or
     * something else, and something else leads to claim(), which is a CAS.
     *
     * A slot is taken over when its owner has terminated. isAlive() == false orders everything that the owner did before
     * everything that the new owner does (JLS 17.4.5), so the cells of the slot keep one writer at a time.
     *
     * Virtual threads own none: there may be a million of them, and they would only evict each other.
     */

    /** How many threads at a time can own a slot; a power of two. */
    static final int SLOTS = 64;

    private static final int PROBES = 4;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 19;
    private static final int MASK = SLOTS - 1;
    private static final WeakReference<Thread> NOBODY = new WeakReference<>(null);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final WeakReference<Thread>[] OWNERS = new WeakReference[SLOTS];

    private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(WeakReference[].class);
    private static final MethodHandle IS_VIRTUAL = isVirtual();

    static {
        Arrays.fill(OWNERS, NOBODY);
    }

    private CallerSlots() {
    }

    /**
     * The slot of the current thread.
     *
     * @return a number below {@link #SLOTS}; or -1 if it owns none and can get none now
     */
    static int mine() {
        Thread thread = Thread.currentThread();
        int first = (int) thread.getId() & MASK;
        return OWNERS[first].refersTo(thread) ? first : search(thread, first);
    }

    private static int search(Thread thread, int first) {
        for (int probe = 1; probe < PROBES; probe++) {
            int slot = (first + probe) & MASK;
            if (OWNERS[slot].refersTo(thread)) {
                return slot;
            }
        }
        return isVirtual(thread) ? -1 : claim(thread, first);
    }

    private static int claim(Thread thread, int first) {
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = (first + probe) & MASK;
            WeakReference<Thread> seen = OWNERS[slot];
            Thread owner = seen.get();
            if ((owner == null || !owner.isAlive())
                    && OWNER.compareAndSet(OWNERS, slot, seen, new WeakReference<>(thread))) {
                return slot;
            }
        }
        return -1;
    }

    private static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.isVirtual() failed", e);
        }
    }

    /** {@code Thread.isVirtual}, which Java 17 does not have. */
    private static MethodHandle isVirtual() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return null;
        }
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual",
                    MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException preview) {
            return null;
        }
    }
}
