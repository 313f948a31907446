package dev.hotplug.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of a plugin for the framework: with the plugin's class loader as context class loader, on the calling
 * thread, or under a limit on a thread of the plugin. No lock is held.
 */
final class PluginCode {

    /** Some of a plugin's code. */
    @FunctionalInterface
    interface Block {
        void run() throws Exception;
    }

    /** What a plugin's code threw, whatever it is. */
    static final class Thrown extends Exception {

        private static final long serialVersionUID = 1L;

        Thrown(Throwable cause) {
            // Without a message, which would be the cause's own account of itself: foreign code, and it may throw.
            super(null, cause);
        }
    }

    private final Callers callers;

    PluginCode(Callers callers) {
        this.callers = callers;
    }

    /**
     * Runs it.
     *
     * @param attempts the loads that stand still meanwhile
     * @throws Thrown if it throws
     * @throws TimeoutException if the limit is reached; the thread has been interrupted and may still run
     * @throws InterruptedException if the caller is interrupted while it waits for the limit
     */
    void run(Entry entry, Set<LoadAttempt> attempts, String name, Optional<Duration> limit, Block code)
            throws Thrown, TimeoutException, InterruptedException {
        if (limit.isEmpty()) {
            run(entry, attempts, code);
            return;
        }
        try {
            entry.threads.call(name, limit.get(), !attempts.isEmpty(), () -> {
                run(entry, attempts, code);
                return null;
            });
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Thrown failure ? failure : new Thrown(e.getCause());
        }
    }

    private void run(Entry entry, Set<LoadAttempt> attempts, Block code) throws Thrown {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Callers.Errand errand = callers.begin(attempts);
        thread.setContextClassLoader(entry.loader);
        try {
            code.run();
        } catch (Throwable t) {
            throw new Thrown(t);
        } finally {
            thread.setContextClassLoader(before);
            callers.end(errand);
        }
    }
}
