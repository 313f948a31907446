package dev.hotplug.lifecycle;

/** A thread that belongs to a plugin. */
final class PluginThread extends Thread {

    private final PluginThreads threads;
    private final Entry owner;
    private final boolean counted;

    PluginThread(PluginThreads threads, Entry owner, Runnable body, String name, boolean counted) {
        // No inheritable thread locals: the creator's values are not the plugin's.
        super(null, body, name, 0, false);
        this.threads = threads;
        this.owner = owner;
        this.counted = counted;
        setDaemon(true);
        setContextClassLoader(owner.loader);
    }

    Entry owner() {
        return owner;
    }

    /** Whether it is one of those that the arena limits. */
    boolean isCounted() {
        return counted;
    }

    @Override
    public synchronized void start() {
        // Not when it is made: an executor that is just shut down drops threads that it never starts.
        threads.starting(this);
        boolean running = false;
        try {
            super.start();
            running = true;
        } finally {
            if (!running) {
                threads.ended(this);
            }
        }
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            threads.ended(this);
        }
    }
}
