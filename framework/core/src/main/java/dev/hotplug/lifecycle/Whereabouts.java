package dev.hotplug.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the threads that run code of a plugin, by the loader's name that stack trace elements carry. Looks at every
 * platform thread, so only messages of last resort ask.
 */
final class Whereabouts {

    private Whereabouts() {
    }

    /** One line: each thread, and the innermost frame of the plugin on its stack. */
    static String of(Entry entry) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
            for (StackTraceElement frame : thread.getValue()) {
                if (entry.loader.getName().equals(frame.getClassLoaderName())) {
                    found.add("\"" + thread.getKey().getName() + "\" at " + frame);
                    break;
                }
            }
        }
        String count = entry.reference.calls() + " in flight";
        return found.isEmpty() ? count : count + ", " + String.join(", ", found);
    }
}
