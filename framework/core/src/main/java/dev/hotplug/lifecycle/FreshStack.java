package dev.hotplug.lifecycle;

import dev.hotplug.rcu.StackRoom;

/**
 * Undoes on a stack of its own what a thread has begun that came to the end of its stack meanwhile: to undo takes more
 * than is left there, and what is undone by halves stays.
 */
final class FreshStack {

    /** Enough to load classes and to start a thread. */
    private static final int FRAMES = 250;

    private FreshStack() {
    }

    /** Overflows now, before anything is begun, if what is left is too little even to {@link #run}. */
    static void reserve() {
        StackRoom.reserve(FRAMES);
    }

    /** Runs something to its end, here if there can be no other thread. */
    static void run(Runnable work) {
        boolean interrupted = false;
        try {
            Thread thread = new Thread(null, work, "hotplug-undo", 0, false);
            thread.start();
            while (thread.isAlive()) {
                try {
                    thread.join();
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
