package dev.hotplug.it.scenarios;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.fixtures.probe.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads that call a service and never pause between two calls, until the service is gone or they are told to
 * end. Any failure but {@link PluginUnavailableException} is kept.
 */
final class Callers implements AutoCloseable {

    private final List<Attempt<Boolean>> threads = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private volatile boolean over;

    private Callers() {
    }

    /** Starts them, and waits until each has called. */
    static Callers of(int count, Echo service) throws InterruptedException {
        Callers callers = new Callers();
        CountDownLatch calling = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            callers.threads.add(Attempt.at("caller-" + i, () -> callers.call(service, calling)));
        }
        calling.await();
        return callers;
    }

    private boolean call(Echo service, CountDownLatch calling) {
        try {
            while (!over) {
                String said = service.say("x");
                if (!said.endsWith(":x")) {
                    throw new IllegalStateException("wrong answer: " + said);
                }
                calls.increment();
                calling.countDown();
            }
            return true;
        } catch (PluginUnavailableException gone) {
            return false;
        }
    }

    long calls() {
        return calls.sum();
    }

    /** Waits until the service was gone for each of them. */
    void awaitGone() throws InterruptedException {
        for (Attempt<Boolean> thread : threads) {
            if (thread.value()) {
                throw new AssertionError("a caller ended although it was not told to");
            }
        }
    }

    /** Ends them; fails if the service failed any of them or was gone. */
    void endAllServed() throws InterruptedException {
        over = true;
        for (Attempt<Boolean> thread : threads) {
            if (!thread.value()) {
                throw new AssertionError("the service was gone for a caller");
            }
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
