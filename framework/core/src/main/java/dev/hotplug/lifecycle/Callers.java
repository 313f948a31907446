package dev.hotplug.lifecycle;

import dev.hotplug.loader.PluginClassLoader;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which plugins a thread works for: from the loads under way on it, from the plugin that owns it, and from the plugin
 * frames on its stack. Walks the stack, so only slow paths ask.
 */
final class Callers {

    /** Apart, since few loads ever ask. */
    private static final class Stack {

        static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    }

    private final ThreadLocal<Set<LoadAttempt>> underWay = new ThreadLocal<>();
    private final Registry registry;

    Callers(Registry registry) {
        this.registry = registry;
    }

    /** The loads that stand still while this thread waits: {@code first}, then all others. */
    Set<LoadAttempt> standingStillWith(LoadAttempt first) {
        Set<LoadAttempt> all = new LinkedHashSet<>();
        all.add(first);
        all.addAll(standingStill());
        return all;
    }

    /** The loads that stand still while this thread waits. */
    Set<LoadAttempt> standingStill() {
        Set<LoadAttempt> all = new LinkedHashSet<>(inherited());
        if (Thread.currentThread() instanceof PluginThread thread && thread.owner().attempt.outcome == null) {
            all.add(thread.owner().attempt);
        }
        // What is on this stack has been registered before, so a walk would find nothing that is not known by now.
        if (registry.anyCodeUnderWay()) {
            for (ClassLoader loader : pluginLoadersOnStack()) {
                registry.underWay(loader).ifPresent(all::add);
            }
        }
        return all;
    }

    /** The loads under way on this thread, to be handed to a thread that works for it. */
    Set<LoadAttempt> inherited() {
        Set<LoadAttempt> known = underWay.get();
        return known == null ? Set.of() : known;
    }

    /** Runs something on behalf of loads, in addition to those already under way on this thread. */
    void during(Set<LoadAttempt> attempts, Runnable work) {
        Set<LoadAttempt> before = begin(attempts);
        try {
            work.run();
        } finally {
            end(before);
        }
    }

    /**
     * Lets this thread work for loads, in addition to those already under way on it.
     *
     * @return what {@link #end} takes, on the same thread; {@code null} for none
     */
    Set<LoadAttempt> begin(Set<LoadAttempt> attempts) {
        Set<LoadAttempt> before = underWay.get();
        if (!attempts.isEmpty()) {
            Set<LoadAttempt> all = new LinkedHashSet<>(attempts);
            all.addAll(inherited());
            underWay.set(all);
        }
        return before;
    }

    /** Goes back to the loads that were under way before. */
    void end(Set<LoadAttempt> before) {
        if (before == null) {
            underWay.remove();
        } else {
            underWay.set(before);
        }
    }

    /** Whether this thread is one of the plugin's, or runs code of it. */
    boolean workFor(Entry entry) {
        return Thread.currentThread() instanceof PluginThread thread && thread.owner() == entry
                || pluginLoadersOnStack().contains(entry.loader);
    }

    private static Set<ClassLoader> pluginLoadersOnStack() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        Stack.WALKER.forEach(frame -> {
            if (frame.getDeclaringClass().getClassLoader() instanceof PluginClassLoader loader) {
                loaders.add(loader);
            }
        });
        return loaders;
    }
}
