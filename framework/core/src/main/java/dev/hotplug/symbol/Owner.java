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

    private static final int FEW = 32;

    private final long loadNumber;
    private final String id;
    private final String version;
    private final PluginReference reference;
    /** Of each stub its own reference to itself, so that one that comes back is the same. Guarded by this. */
    private Set<WeakReference<GuardedStub>> stubs = new HashSet<>();
    /**
     * To what nobody else has, made at the last cleaning: until that is collected, there is nothing to clean. A queue would
     * tell the same, but each reference can be in one only, and a stub is remembered by many plugins. Guarded by this.
     */
    private WeakReference<Object> sinceCleaning;

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
        if (stubs.size() >= FEW && (sinceCleaning == null || sinceCleaning.refersTo(null))) {
            clean();
        }
        stubs.add(stub);
    }

    private void clean() {
        // Before, so that what is collected meanwhile is cleaned away the next time.
        sinceCleaning = new WeakReference<>(new Object());
        int before = stubs.size();
        stubs.removeIf(known -> known.refersTo(null));
        if (stubs.size() < before / 2) {
            // A set keeps room for the most that it ever held.
            stubs = new HashSet<>(stubs);
        }
    }

    /** How many stubs it remembers, for tests. */
    synchronized int remembered() {
        return stubs.size();
    }
}
