package dev.hotplug.symbol;

import dev.hotplug.rcu.PluginReference;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plugin that a provider belongs to, and the stubs that keep a {@link Binding} to it.
 *
 * <p>Safe for use by many threads.
 */
public final class Owner {

    private static final int FIRST_CLEANING = 32;

    private final long loadNumber;
    private final String id;
    private final String version;
    private final PluginReference reference;
    /** Of each stub its own reference to itself, so that one that comes back is the same. Guarded by this. */
    private final Set<WeakReference<GuardedStub>> stubs = new HashSet<>();
    private int nextCleaning = FIRST_CLEANING;

    /**
     * @param loadNumber its load number
     * @param id its id
     * @param version its version
     * @param reference counts its users
     */
    public Owner(long loadNumber, String id, String version, PluginReference reference) {
        this.loadNumber = loadNumber;
        this.id = id;
        this.version = version;
        this.reference = reference;
    }

    /** Its load number. */
    public long loadNumber() {
        return loadNumber;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its version. */
    public String version() {
        return version;
    }

    /** Counts its users. */
    public PluginReference reference() {
        return reference;
    }

    /** Its id and version, as messages name it. */
    public String label() {
        return id + " " + version;
    }

    /**
     * Lets all stubs forget this plugin, so that none keeps it from being collected until its next call. The table that it
     * stood in has been replaced before.
     */
    public void evict() {
        List<WeakReference<GuardedStub>> all;
        synchronized (this) {
            all = List.copyOf(stubs);
            stubs.clear();
        }
        for (WeakReference<GuardedStub> reference : all) {
            GuardedStub stub = reference.get();
            if (stub != null) {
                stub.forget(this);
            }
        }
    }

    /** Remembers a stub that is about to keep a binding to this plugin. */
    synchronized void remember(WeakReference<GuardedStub> stub) {
        if (stubs.size() >= nextCleaning) {
            stubs.removeIf(known -> known.refersTo(null));
            nextCleaning = Math.max(FIRST_CLEANING, 2 * stubs.size());
        }
        stubs.add(stub);
    }

    /** How many stubs it remembers, for tests. */
    synchronized int remembered() {
        return stubs.size();
    }
}
