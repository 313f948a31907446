package dev.hotplug.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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

    private final Callers callers;

    PluginCode(Callers callers) {
        this.callers = callers;
    }

    /**
     * Runs it.
     *
     * @param attempts the loads that stand still meanwhile
     * @return what it threw, or {@code null} if it returned; not thrown, so that it is not taken for the framework's own
     * @throws TimeoutException if the limit is reached; the thread has been interrupted and may still run
     * @throws InterruptedException if the caller is interrupted while it waits for the limit
     */
    Throwable run(Entry entry, Set<LoadAttempt> attempts, String name, Optional<Duration> limit, Block code)
            throws TimeoutException, InterruptedException {
        return limit.isEmpty() ? run(entry, attempts, code) : entry.context.threads().call(name, limit.get(),
                !attempts.isEmpty(), () -> run(entry, attempts, code));
    }

    /** As the other, without a limit. */
    Throwable run(Entry entry, Set<LoadAttempt> attempts, Block code) {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();
        Set<LoadAttempt> before = callers.begin(attempts);
        thread.setContextClassLoader(entry.loader);
        try {
            code.run();
            return null;
        } catch (Throwable t) {
            return t;
        } finally {
            thread.setContextClassLoader(outside);
            callers.end(before);
        }
    }
}
