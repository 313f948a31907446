package dev.hotplug.it.scenarios;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Threads that call an operator that adds one, and never pause between two calls. A call may be served or turned away;
 * anything else, a wrong answer included, ends its caller and fails the test. Who is turned away takes as long as the call
 * would have taken; otherwise nearly all calls of a plugin that comes and goes would be calls that were turned away.
 */
final class CallLoad implements AutoCloseable {

    /** Written by its thread alone. */
    private static final class Caller {

        private volatile int served;
        private volatile int turnedAway;
    }

    private final IntUnaryOperator service;
    private final long nanos;
    private final List<Caller> callers = new ArrayList<>();
    private final List<Attempt<Void>> threads;
    private volatile boolean over;

    private CallLoad(int count, CallBody body, PluginHost host) {
        this.service = host.service(IntUnaryOperator.class, body.symbol);
        this.nanos = body.nanos;
        IntStream.range(0, count).forEach(i -> callers.add(new Caller()));
        threads = IntStream.range(0, count).mapToObj(i -> Attempt.at("caller-" + i, () -> call(callers.get(i)))).toList();
    }

    static CallLoad of(int count, CallBody body, PluginHost host) {
        return new CallLoad(count, body, host);
    }

    private Void call(Caller mine) {
        for (int i = 0; !over; i++) {
            try {
                int answer = service.applyAsInt(i);
                if (answer != i + 1) {
                    throw new IllegalStateException("wrong answer: " + i + " + 1 = " + answer);
                }
                mine.served++;
            } catch (PluginUnavailableException turnedAway) {
                mine.turnedAway++;
                spend(nanos);
            }
        }
        return null;
    }

    private static void spend(long nanos) {
        long from = System.nanoTime();
        do {
            Thread.yield();
        } while (System.nanoTime() - from < nanos);
    }

    long served() {
        return callers.stream().mapToLong(caller -> caller.served).sum();
    }

    long turnedAway() {
        return callers.stream().mapToLong(caller -> caller.turnedAway).sum();
    }

    long calls() {
        return served() + turnedAway();
    }

    /** Fails if a caller has ended. */
    void check() throws InterruptedException {
        for (Attempt<Void> thread : threads) {
            if (thread.isOver()) {
                thread.value();
                throw new AssertionError("a caller ended although it was not told to");
            }
        }
    }

    /** Ends them; fails if anything but being served or turned away happened to any of them. */
    void end() throws InterruptedException {
        over = true;
        for (Attempt<Void> thread : threads) {
            thread.value();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
