package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.rcu.TrackedReference;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the threads that run code of a plugin, by the loader's name that stack trace elements carry. Looks at every
 * platform thread, so only messages of last resort ask.
 */
final class Whereabouts {

    /** How many causes of causes are told. */
    private static final int CAUSES = 3;

    private Whereabouts() {
    }

    /**
     * Who holds a plugin, if the host tracks that: references first, then calls, each the longest first. With no lock
     * held, since it looks at stacks.
     */
    static List<PluginException.Holder> holders(Entry entry) {
        List<PluginException.Holder> holders = new ArrayList<>();
        if (entry.reference instanceof TrackedReference tracked) {
            tracked.holds().forEach(hold ->
                    holders.add(new PluginException.Holder(hold.thread(), hold.where(), hold.since())));
            tracked.callsInFlight().forEach(call -> holders.add(new PluginException.Holder(call.thread().getName(),
                    innermost(entry, ForeignThread.stack(call.thread())), call.since())));
        }
        return holders;
    }

    /** Holders in words, or nothing if nobody knows any. */
    static String named(List<PluginException.Holder> holders) {
        return holders.stream().map(holder -> "\"" + holder.thread() + "\" at " + holder.where() + " since "
                + holder.since().truncatedTo(ChronoUnit.SECONDS)).collect(Collectors.joining(", "));
    }

    /** What keeps a plugin in quarantine. Unlike the diagnosis it looks for nobody but those that the host tracks. */
    static String grip(Entry entry) {
        List<String> found = new ArrayList<>();
        int references = entry.reference.references();
        if (references > 0) {
            found.add(references + (references == 1 ? " reference to it is" : " references to it are") + " held");
        }
        int calls = entry.reference.calls();
        if (calls > 0) {
            found.add(calls + " in flight");
        }
        if (entry.context != null && entry.context.hasThreads()) {
            found.add("threads of it run");
        }
        String holders = named(holders(entry));
        return (found.isEmpty() ? "it was in use until a moment ago" : String.join("; ", found))
                + (holders.isEmpty() ? "" : " (" + holders + ")");
    }

    /** Where a thread is: the innermost frame of the plugin on its stack. */
    static String of(Entry entry, PluginThread thread) {
        StackTraceElement frame = frame(entry, thread.getStackTrace());
        return "\"" + thread.getName() + "\" at " + (frame == null ? "its way in or out" : plain(frame));
    }

    /** The innermost frame of the plugin on a stack. */
    private static String innermost(Entry entry, StackTraceElement[] stack) {
        StackTraceElement frame = frame(entry, stack);
        return stack.length == 0 ? "a place that it does not tell"
                : frame == null ? "its way in or out" : frame.toString();
    }

    /** Without the loader's name, where it is clear whose line it is. */
    static String plain(StackTraceElement frame) {
        return new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(),
                frame.getLineNumber()).toString();
    }

    private static StackTraceElement frame(Entry entry, StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (entry.loader.getName().equals(frame.getClassLoaderName())) {
                return frame;
            }
        }
        return null;
    }

    /** The threads with frames of some loaders, given by name, and the innermost of these frames. */
    static Map<Thread, StackTraceElement> of(Set<String> loaders) {
        Map<Thread, StackTraceElement> found = new LinkedHashMap<>();
        ForeignThread.allStacks().forEach((thread, stack) -> Arrays.stream(stack)
                .filter(frame -> frame.getClassLoaderName() != null && loaders.contains(frame.getClassLoaderName()))
                .findFirst().ifPresent(frame -> found.put(thread, frame)));
        return found;
    }

    /** A failure of the plugin's code in one line, with the line of code, and what caused it. */
    static String of(Entry entry, Throwable failure) {
        StringBuilder text = new StringBuilder(Refusal.describe(failure));
        try {
            StackTraceElement frame = frame(entry, failure.getStackTrace());
            if (frame != null) {
                text.append(" (at ").append(plain(frame)).append(')');
            }
            Throwable cause = failure.getCause();
            for (int depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
                text.append("; caused by ").append(Refusal.describe(cause));
            }
        } catch (Throwable unreadable) {
            // The plugin's own type, whose methods need not work.
            return text.toString();
        }
        return text.toString();
    }

    /** One line: each thread, and the innermost frame of the plugin on its stack. */
    static String of(Entry entry) {
        List<String> found = new ArrayList<>();
        of(Set.of(entry.loader.getName())).forEach((thread, frame) ->
                found.add("\"" + thread.getName() + "\" at " + frame));
        String count = entry.reference.calls() + " in flight";
        return found.isEmpty() ? count : count + ", " + String.join(", ", found);
    }
}
