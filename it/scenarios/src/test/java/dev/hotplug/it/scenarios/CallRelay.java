package dev.hotplug.it.scenarios;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Two threads that call a plugin in turns, each staying inside until the other has come in: the plugin has never an
 * instant without a call, though each call is short.
 */
final class CallRelay implements AutoCloseable {

    private static final int FOR_GOOD = 1_000;

    private final Executor service;
    /** Whoever comes in lets the other one out. The second one stays for one entry more, or both would be out at once. */
    private final List<Semaphore> exits = List.of(new Semaphore(0), new Semaphore(-1));
    private final List<Attempt<Void>> threads;
    private volatile boolean over;

    private CallRelay(Executor service) throws InterruptedException {
        this.service = service;
        Semaphore inside = new Semaphore(0);
        Attempt<Void> first = Attempt.at("relay-0", () -> run(0, inside));
        inside.acquire();
        threads = List.of(first, Attempt.at("relay-1", () -> run(1, inside)));
    }

    /** Begins; when it returns, a call is in flight, and one will be until {@link #end}. */
    static CallRelay of(Executor service) throws InterruptedException {
        return new CallRelay(service);
    }

    private Void run(int mine, Semaphore inside) {
        while (!over) {
            service.execute(() -> {
                exits.get(1 - mine).release();
                inside.release();
                exits.get(mine).acquireUninterruptibly();
            });
        }
        return null;
    }

    /** Fails if a call failed. */
    void check() throws InterruptedException {
        for (Attempt<Void> thread : threads) {
            if (thread.isOver()) {
                thread.value();
            }
        }
    }

    /** Lets both out; fails if a call of theirs failed. */
    void end() throws InterruptedException {
        close();
        for (Attempt<Void> thread : threads) {
            thread.value();
        }
    }

    @Override
    public void close() {
        over = true;
        exits.forEach(exit -> exit.release(FOR_GOOD));
    }
}
