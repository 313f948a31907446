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
    public void run() {
        // Not in start(), which executors need not call.
        threads.running(this);
        try {
            super.run();
        } finally {
            threads.ended(this);
        }
    }
}
