package dev.hotplug.it.bench;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.rcu.RcuDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * How long an unload attempt takes that is refused, and a grace period, while one thread for each core calls the plugin
 * without a pause.
 */
final class RefusedAttempts {

    private static final int ATTEMPTS = 2_000;

    private volatile boolean over;
    private volatile int sink;

    /** Times of one kind, in microseconds. */
    record Times(double median, double percentile99, double max) {

        static Times of(long[] nanos) {
            Arrays.sort(nanos);
            return new Times(nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3,
                    nanos[nanos.length - 1] / 1e3);
        }

        @Override
        public String toString() {
            return "%10.1f %10.1f %10.1f".formatted(median, percentile99, max);
        }
    }

    /**
     * Refused attempts.
     *
     * @param callNanos how long each call computes
     */
    Times refused(long callNanos) throws InterruptedException {
        try (LoadedHost loaded = LoadedHost.open()) {
            PluginHost host = loaded.host();
            // Held all the time, so that no attempt succeeds by chance.
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Executor service = host.service(Executor.class);
            List<Thread> threads = callers(() -> service.execute(() -> compute(callNanos)));
            Thread holder = new Thread(() -> service.execute(() -> {
                inside.countDown();
                await(release);
            }));
            holder.start();
            threads.add(holder);
            inside.await();
            long[] nanos = new long[ATTEMPTS];
            for (int i = 0; i < ATTEMPTS; i++) {
                long from = System.nanoTime();
                requireRefused(host);
                nanos[i] = System.nanoTime() - from;
            }
            over = true;
            release.countDown();
            join(threads);
            return Times.of(nanos);
        }
    }

    /** Grace periods, while the readers do nothing but enter and leave read sections. */
    Times gracePeriods() throws InterruptedException {
        RcuDomain rcu = new RcuDomain();
        List<Thread> threads = callers(() -> rcu.leave(rcu.enter()));
        long[] nanos = new long[ATTEMPTS];
        for (int i = 0; i < ATTEMPTS; i++) {
            long from = System.nanoTime();
            rcu.synchronize();
            nanos[i] = System.nanoTime() - from;
        }
        over = true;
        join(threads);
        return Times.of(nanos);
    }

    private static void requireRefused(PluginHost host) {
        try {
            host.unload("adding");
        } catch (PluginException refused) {
            if (refused.reason() == Reason.IN_USE) {
                return;
            }
            throw refused;
        }
        throw new IllegalStateException("unloaded under a call");
    }

    private List<Thread> callers(Runnable call) {
        over = false;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                while (!over) {
                    call.run();
                }
            }, "caller-" + i);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void compute(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end && !over) {
            sink++;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
