package dev.hotplug.it.scenarios;

import dev.hotplug.it.fixtures.ProcessFacts;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Looks again and again at what the process has open and what lies in a work directory, on a thread of its
 * own, and keeps the most that it saw. The most threads are kept by the JVM itself.
 */
final class Sampler implements AutoCloseable {

    private final Path work;
    private final Thread thread = new Thread(this::sample, "sampler");
    private final CountDownLatch sampling = new CountDownLatch(1);
    private volatile boolean over;
    private Footprint most = new Footprint(0, 0, 0, 0);
    private int threadsBefore;

    Sampler(Path work) {
        this.work = work;
        thread.start();
    }

    /** Begins, with the threads that are there now as those that do not count. */
    void begin() {
        sampling.countDown();
        ProcessFacts.resetPeakThreads();
        threadsBefore = ProcessFacts.peakThreads();
    }

    /** Ends, and gives the most that there was. */
    Footprint end() throws InterruptedException {
        int threads = ProcessFacts.peakThreads() - threadsBefore;
        over = true;
        thread.join();
        look();
        return most.max(new Footprint(0, threads, 0, 0));
    }

    private void sample() {
        try {
            sampling.await();
        } catch (InterruptedException e) {
            return;
        }
        while (!over) {
            look();
            Thread.yield();
        }
    }

    private void look() {
        int open = !ProcessFacts.tellsOpenFiles() ? 0
                : (int) ProcessFacts.openFiles().stream().filter(file -> file.startsWith(work.toString())).count();
        most = most.max(new Footprint(0, 0, open, ProcessFacts.bytesUnder(work)));
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
