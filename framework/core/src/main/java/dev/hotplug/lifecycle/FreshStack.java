package dev.hotplug.lifecycle;

/**
 * Undoes on a stack of its own what a thread has begun that came to the end of its stack meanwhile: to undo takes more
 * than is left there, and what is undone by halves stays.
 */
final class FreshStack {

    /** How many are enough to load classes and to start a thread; to be reserved before anything is begun. */
    static final int FRAMES = 250;

    private FreshStack() {
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
