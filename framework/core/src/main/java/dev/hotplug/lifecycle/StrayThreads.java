package dev.hotplug.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds threads that a plugin started by itself, by what costs nothing to look at. A thread inherits its creator's context
 * class loader, and the plugin's own code runs with the plugin's; or its class is one of the plugin's. Others, as a timer
 * that was made in a service call, only their stacks would tell: to look at 20 of them takes several times as long as all
 * else of an unload, so only {@link Diagnosis} does. The JVM lists no virtual threads at all.
 */
final class StrayThreads {

    /**
     * Threads that the JDK starts once for everybody, and that keep the context class loader of whoever needed them
     * first.
     */
    private static final Set<String> OF_THE_JDK = Set.of("CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool-delayScheduler", "process reaper");

    private StrayThreads() {
    }

    /**
     * Waits for a plugin's threads to end. One that was told to may need a moment, and some the JDK started for it.
     * Those that the JDK keeps for everybody are only taken away from the plugin.
     *
     * @return those that have not ended when the time is up, or when the caller is interrupted (whose flag stays set)
     */
    static List<Thread> leftOf(ClassLoader loader, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Thread> left = new ArrayList<>();
        for (Thread thread : of(loader)) {
            if (!ForeignThread.awaitEnd(thread, deadline)) {
                left.add(thread);
            }
        }
        return left;
    }

    private static List<Thread> of(ClassLoader loader) {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[2 * count];
            count = root.enumerate(threads);
        }
        List<Thread> strays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = threads[i];
            if (thread == Thread.currentThread() || thread instanceof PluginThread
                    || thread.getClass().getClassLoader() != loader && !ForeignThread.hasContext(thread, loader)) {
                continue;
            }
            if (OF_THE_JDK.contains(thread.getName()) && thread.getClass().getClassLoader() == null) {
                thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            } else {
                strays.add(thread);
            }
        }
        return strays;
    }

    /** A thread's name, and where it is. */
    static String describe(Thread thread) {
        StackTraceElement[] stack = ForeignThread.stack(thread);
        return "\"" + thread.getName() + "\"" + (stack.length == 0 ? "" : " (at " + stack[0] + ")");
    }
}
