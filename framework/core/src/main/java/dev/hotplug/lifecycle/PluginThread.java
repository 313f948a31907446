package dev.hotplug.lifecycle;

/** A thread that belongs to a plugin. */
final class PluginThread extends Thread {

    private final PluginThreads threads;
    private final Entry owner;
    private volatile boolean counted;
    /** Whether it has run a task of an executor, and has not begun another. Used by this thread alone. */
    private boolean betweenTasks;

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

    void betweenTasks(boolean now) {
        betweenTasks = now;
    }

    /**
     * Lets another thread of the same plugin count in its stead, if it is at its end: an executor's thread that makes
     * another while it runs no task makes the one that replaces it.
     *
     * @return {@code false} if it goes on counting
     */
    boolean handsOver(PluginThreads to) {
        boolean hands = threads == to && counted && betweenTasks;
        if (hands) {
            counted = false;
        }
        return hands;
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
