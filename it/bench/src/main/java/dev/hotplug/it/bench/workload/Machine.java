package dev.hotplug.it.bench.workload;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the kernel did before it published: every reader is brought to a known place and kept there while the link step
 * runs. A reader polls between two reads.
 */
final class Machine {

    private final int readers;
    private final AtomicInteger parked = new AtomicInteger();
    private volatile boolean stopping;

    Machine(int readers) {
        this.readers = readers;
    }

    /** Called by each reader between two reads. */
    void poll() {
        if (stopping) {
            parked.incrementAndGet();
            while (stopping) {
                Thread.yield();
            }
            parked.decrementAndGet();
        }
    }

    /** Runs a step while every reader stands still. One thread at a time. */
    void stop(Runnable step) {
        stopping = true;
        while (parked.get() < readers) {
            Thread.yield();
        }
        try {
            step.run();
        } finally {
            stopping = false;
            while (parked.get() > 0) {
                Thread.yield();
            }
        }
    }
}
