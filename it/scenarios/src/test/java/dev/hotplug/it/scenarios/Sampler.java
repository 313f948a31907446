package dev.hotplug.it.scenarios;

import dev.hotplug.it.fixtures.ProcessFacts;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Looks again and again at what the process has open below a folder and what lies in a work directory, on a thread
 * of its own, and keeps the most that it saw. The most threads are kept by the JVM itself.
 */
final class Sampler implements AutoCloseable {

    private final Path folder;
    private final Path work;
    private final Thread thread = new Thread(this::sample, "sampler");
    private final CountDownLatch sampling = new CountDownLatch(1);
    private volatile boolean over;
    private Footprint most = Footprint.NONE;
    private int threadsBefore;

    Sampler(Path folder, Path work) {
        this.folder = folder;
        this.work = work;
        thread.start();
    }

    /** Begins, with the threads that are there now as those that do not count. */
    void begin() {
        sampling.countDown();
        ProcessFacts.resetPeakThreads();
        threadsBefore = ProcessFacts.peakThreads();
    }

    /** Ends, and gives the most that there was, and what there is now. */
    Footprint end(int classLoaders) throws InterruptedException {
        int threads = ProcessFacts.peakThreads() - threadsBefore;
        over = true;
        thread.join();
        Footprint now = look();
        return most.max(now).with(classLoaders, threads, now);
    }

    private void sample() {
        try {
            sampling.await();
        } catch (InterruptedException e) {
            return;
        }
        while (!over) {
            most = most.max(look());
            Thread.yield();
        }
    }

    private Footprint look() {
        int open = !ProcessFacts.tellsOpenFiles() ? 0 : (int) ProcessFacts.openFiles().stream()
                .filter(file -> file.startsWith(folder.toString())).count();
        return Footprint.moment(open, ProcessFacts.bytesUnder(work));
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
