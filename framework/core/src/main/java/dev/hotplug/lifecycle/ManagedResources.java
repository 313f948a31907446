package dev.hotplug.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a plugin handed over to be closed, newest first (the kernel's devres).
 *
 * <p>Safe for use by many threads. Closing is foreign code and runs without the lock.
 */
final class ManagedResources {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private boolean closed;

    /**
     * @return {@code false} if everything is closed already; the resource is not taken then
     */
    synchronized boolean add(AutoCloseable resource) {
        if (closed) {
            return false;
        }
        resources.push(resource);
        return true;
    }

    /** Forgets a resource that its plugin has closed. */
    synchronized void forget(AutoCloseable resource) {
        resources.removeIf(known -> known == resource);
    }

    /**
     * Takes nothing more, if there is nothing to close.
     *
     * @return {@code false} if there is something, which {@link #close} is for; nothing was changed then
     */
    synchronized boolean closeIfEmpty() {
        if (resources.isEmpty()) {
            closed = true;
        }
        return closed && resources.isEmpty();
    }

    /**
     * Closes everything, newest first, and takes nothing more. A second call does nothing.
     *
     * @param problems receives what goes wrong, one sentence for each
     */
    void close(List<String> problems) {
        for (AutoCloseable resource = next(); resource != null; resource = next()) {
            try {
                resource.close();
            } catch (Throwable t) {
                problems.add("closing " + resource.getClass().getName() + " failed: " + Refusal.describe(t));
            }
        }
    }

    private synchronized AutoCloseable next() {
        closed = true;
        return resources.poll();
    }
}
