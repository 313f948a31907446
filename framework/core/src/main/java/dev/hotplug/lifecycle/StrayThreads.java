package dev.hotplug.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds threads that a plugin started by itself: a thread inherits its creator's context class loader, and the
 * plugin's own code runs with the plugin's.
 */
final class StrayThreads {

    private StrayThreads() {
    }

    static List<Thread> of(ClassLoader loader) {
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
            if (thread != Thread.currentThread() && !(thread instanceof PluginThread)
                    && thread.getContextClassLoader() == loader) {
                strays.add(thread);
            }
        }
        return strays;
    }

    /** A thread's name, and where it is. */
    static String describe(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return "\"" + thread.getName() + "\"" + (stack.length == 0 ? "" : " (at " + stack[0] + ")");
    }
}
