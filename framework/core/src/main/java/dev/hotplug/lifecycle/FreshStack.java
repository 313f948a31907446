package dev.hotplug.lifecycle;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Undoes on a stack of its own what a thread has begun that came near the end of its stack meanwhile: to undo takes
 * more than is left there, and what is undone by halves stays.
 */
final class FreshStack {

    /** How many are enough to load classes and to start a thread; to be reserved before anything is begun. */
    static final int FRAMES = 250;

    private FreshStack() {
    }

    /** Tells its end by a latch: code of a plugin finds the thread that it runs on, and may hold its monitor for ever. */
    private static final class Undoing implements Runnable {

        private final Runnable work;
        private final CountDownLatch over = new CountDownLatch(1);

        Undoing(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
            } finally {
                over.countDown();
            }
        }
    }

    /** Runs something to its end, here if there can be no other thread. */
    static void run(Runnable work) {
        boolean interrupted = false;
        try {
            Undoing undoing = new Undoing(work);
            Thread thread = new Thread(null, undoing, "hotplug-undo", 0, false);
            thread.start();
            boolean over = false;
            while (!over && thread.isAlive()) {
                try {
                    over = undoing.over.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (OutOfMemoryError noThread) {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
