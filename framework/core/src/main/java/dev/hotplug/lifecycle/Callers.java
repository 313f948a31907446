package dev.hotplug.lifecycle;

import dev.hotplug.loader.PluginClassLoader;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which plugins a thread works for: from the loads under way on it, from the plugin that owns it, and from the plugin
 * frames on its stack. Walks the stack, so only slow paths ask.
 */
final class Callers {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

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
        Errand errand = begin(attempts);
        try {
            work.run();
        } finally {
            end(errand);
        }
    }

    /** What a thread did before it began to work for others, to be {@linkplain #end ended} on the same thread. */
    static final class Errand {

        private static final Errand NONE = new Errand(null);

        private final Set<LoadAttempt> before;

        private Errand(Set<LoadAttempt> before) {
            this.before = before;
        }
    }

    /** Lets this thread work for loads, in addition to those already under way on it. */
    Errand begin(Set<LoadAttempt> attempts) {
        if (attempts.isEmpty()) {
            return Errand.NONE;
        }
        Set<LoadAttempt> before = underWay.get();
        Set<LoadAttempt> all = new LinkedHashSet<>(attempts);
        all.addAll(inherited());
        underWay.set(all);
        return new Errand(before);
    }

    void end(Errand errand) {
        if (errand == Errand.NONE) {
            return;
        }
        if (errand.before == null) {
            underWay.remove();
        } else {
            underWay.set(errand.before);
        }
    }

    /** Whether this thread is one of the plugin's, or runs code of it. */
    boolean workFor(Entry entry) {
        return Thread.currentThread() instanceof PluginThread thread && thread.owner() == entry
                || pluginLoadersOnStack().contains(entry.loader);
    }

    private static Set<ClassLoader> pluginLoadersOnStack() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        STACK.forEach(frame -> {
            if (frame.getDeclaringClass().getClassLoader() instanceof PluginClassLoader loader) {
                loaders.add(loader);
            }
        });
        return loaders;
    }
}
