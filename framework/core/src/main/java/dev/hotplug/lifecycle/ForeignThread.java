package dev.hotplug.lifecycle;

import dev.hotplug.loader.PluginClassLoader;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What can be learned of a thread that anybody may have made: most methods of {@link Thread} can be overridden, and its
 * monitor can be held by whoever finds it. So nothing here enters a method that a class outside the JDK declares, nor
 * that monitor.
 */
final class ForeignThread {

    private static final StackTraceElement[] UNKNOWN = {};
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private ForeignThread() {
    }

    /**
     * Waits for a thread to end, or for this one to be interrupted, whose flag stays set. By looking again and again:
     * {@link Thread#join(long)} begins to count when it has the thread's monitor, which one that holds its own never
     * gives it, and a latch would say that a thread has ended which still tells its handler what it died of.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @return whether it has ended
     */
    static boolean awaitEnd(Thread thread, long deadline) {
        long pause = SHORTEST_PAUSE_NANOS;
        while (thread.isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return !thread.isAlive();
            }
            LockSupport.parkNanos(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        return true;
    }

    /** Whether a thread has a loader as its context's, as far as that can be asked. */
    static boolean hasContext(Thread thread, ClassLoader loader) {
        return !overrides(thread, "getContextClassLoader") && thread.getContextClassLoader() == loader;
    }

    /**
     * Where a thread is; empty if that cannot be asked. Not out of {@link Thread#getAllStackTraces}: the map that it
     * gives asks each thread of the JVM for its hash code, which is another method that may be anybody's.
     */
    static StackTraceElement[] stack(Thread thread) {
        return overrides(thread, "getStackTrace") ? UNKNOWN : thread.getStackTrace();
    }

    /** Where all platform threads are; empty if one of them is of a class whose {@code hashCode} fails. */
    static Map<Thread, StackTraceElement[]> allStacks() {
        try {
            return Thread.getAllStackTraces();
        } catch (RuntimeException | Error ofAThread) {
            return Map.of();
        }
    }

    /** Whether a method of a thread, which has no parameters, is declared outside the JDK, or may be. */
    private static boolean overrides(Thread thread, String method) {
        Class<?> type = thread.getClass();
        if (isOfTheJdk(type)) {
            return false;
        }
        // To look for a method loads the types that others beside it name, here by a class loader of a plugin's own.
        if (type.getClassLoader().getClass().getClassLoader() instanceof PluginClassLoader) {
            return true;
        }
        try {
            return !isOfTheJdk(type.getMethod(method).getDeclaringClass());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return true;
        }
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }
}
