package dev.hotplug.it.scenarios;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/**
 * Something that a thread of its own tries, and what came of it.
 *
 * @param <T> what it gives
 */
final class Attempt<T> {

    private final FutureTask<T> task;
    private final Thread thread;
    private volatile Throwable failure;
    private volatile T value;

    private Attempt(String name, Callable<T> body) {
        task = new FutureTask<>(() -> {
            try {
                value = body.call();
            } catch (Throwable t) {
                failure = t;
            }
            return value;
        });
        thread = new Thread(task, name);
    }

    /** Lets a thread try something. */
    static <T> Attempt<T> at(String name, Callable<T> body) {
        Attempt<T> attempt = new Attempt<>(name, body);
        attempt.thread.start();
        return attempt;
    }

    /**
     * Lets many threads try at the same moment, and waits for all.
     *
     * @param count how many
     * @param ready what to do with them when all stand ready, before the first begins
     * @param bodies what each of them tries
     */
    static <T> List<Attempt<T>> rush(int count, Consumer<List<Attempt<T>>> ready,
                                     IntFunction<Callable<T>> bodies) throws InterruptedException {
        CountDownLatch standing = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        List<Attempt<T>> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Callable<T> body = bodies.apply(i);
            attempts.add(at("crowd-" + i, () -> {
                standing.countDown();
                go.await();
                return body.call();
            }));
        }
        standing.await();
        ready.accept(attempts);
        go.countDown();
        for (Attempt<T> attempt : attempts) {
            attempt.join();
        }
        return attempts;
    }

    /** How many of them ended with what, as {@code {ALREADY_LOADED=63, done=1}}. */
    static Map<String, Integer> tally(List<? extends Attempt<?>> attempts) {
        Map<String, Integer> tally = new TreeMap<>();
        attempts.forEach(attempt -> tally.merge(attempt.outcome(), 1, Integer::sum));
        return tally;
    }

    /** Waits until the thread waits for something, or has ended. */
    Attempt<T> awaitBlocked() {
        Awaitility.await(thread.getName() + " waits").atMost(Scenario.SOON).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5)).until(() -> isBlocked() || isOver());
        return this;
    }

    boolean isBlocked() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    void interrupt() {
        thread.interrupt();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    boolean isOver() {
        return task.isDone();
    }

    /** What it gave. */
    T value() throws InterruptedException {
        join();
        if (failure != null) {
            throw new AssertionError(thread.getName() + " failed", failure);
        }
        return value;
    }

    /** How it was refused. */
    PluginException refusal() throws InterruptedException {
        join();
        if (failure instanceof PluginException refusal) {
            return refusal;
        }
        throw new AssertionError(thread.getName() + " was not refused; it gave " + value, failure);
    }

    Reason reason() throws InterruptedException {
        return refusal().reason();
    }

    String outcome() {
        if (failure == null) {
            return "done";
        }
        return failure instanceof PluginException refusal ? refusal.reason().name() : failure.toString();
    }
}
