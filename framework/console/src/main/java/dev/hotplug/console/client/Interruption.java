package dev.hotplug.console.client;

/**
 * What the process does when it is told to end, by Ctrl-C most likely: has the command interrupted, and leaves the host
 * a little time to say what became of it. The process then ends with the signal's exit code.
 */
final class Interruption extends Thread {

    private static final long PATIENCE_MILLIS = 3000;

    private final Client client;
    private boolean begun;
    private boolean answered;

    Interruption(Client client) {
        this.client = client;
    }

    @Override
    public void run() {
        synchronized (this) {
            begun = true;
        }
        if (client.interrupt() && !awaitAnswer()) {
            System.err.println("hotplug: interrupted; the host has not said yet what became of the command"
                    + ", plugin list and plugin events will tell");
        }
    }

    /** Whether the process ends because of this, and nobody else must end it. */
    synchronized boolean hasBegun() {
        answered = true;
        notifyAll();
        return begun;
    }

    private synchronized boolean awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            for (long left = PATIENCE_MILLIS; !answered && left > 0;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException never) {
            // Nobody knows this thread.
        }
        return answered;
    }
}
