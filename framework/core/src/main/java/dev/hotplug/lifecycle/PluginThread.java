package dev.hotplug.lifecycle;

/** A thread that belongs to a plugin. */
final class PluginThread extends Thread {

    private final PluginThreads threads;
    private final Entry owner;

    PluginThread(PluginThreads threads, Entry owner, Runnable body, String name) {
        // No inheritable thread locals: the creator's values are not the plugin's.
        super(null, body, name, 0, false);
        this.threads = threads;
        this.owner = owner;
        setDaemon(true);
        setContextClassLoader(owner.loader);
    }

    Entry owner() {
        return owner;
    }

    @Override
    public synchronized void start() {
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
