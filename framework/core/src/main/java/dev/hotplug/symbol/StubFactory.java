package dev.hotplug.symbol;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes guarded services.
 *
 * <p>Safe for use by many threads. Pins neither an interface nor its loader: what is kept is kept by the services
 * that were handed out.
 */
public final class StubFactory {

    /**
     * A class loader by its identity: a plugin may make its own, whose {@code hashCode} and {@code equals} are foreign
     * code and would run under the lock.
     */
    private static final class LoaderKey extends WeakReference<ClassLoader> {

        private final int hash;

        /** {@code whenGone} hears of it when the loader is collected; {@code null} for a key that only looks up. */
        LoaderKey(ClassLoader loader, ReferenceQueue<ClassLoader> whenGone) {
            super(loader, whenGone);
            hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            ClassLoader loader = get();
            return loader != null && other instanceof LoaderKey key && key.refersTo(loader);
        }
    }

    /** Guarded by itself. */
    private final Map<LoaderKey, WeakReference<BridgeLoader>> bridges = new HashMap<>();
    private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

    /** A factory without stubs. */
    public StubFactory() {
    }

    /**
     * Makes a guarded service.
     *
     * @param type an interface that is public, not sealed, and in an exported package of its module
     * @param symbol the symbol that it stands for, of no other service
     * @param <T> the interface
     * @return the service
     * @throws IllegalArgumentException if the type is not such an interface
     */
    public <T> T create(Class<T> type, GuardedSymbol symbol) {
        requireGuardable(type);
        try {
            return type.cast(bridge(type).stub(type).newInstance(symbol));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(type.getName() + ": cannot be guarded: " + e, e);
        }
    }

    /**
     * Checks that a type can be guarded.
     *
     * @param type the type
     * @throws IllegalArgumentException if it cannot; the message says why
     */
    public static void requireGuardable(Class<?> type) {
        Objects.requireNonNull(type, "type");
        String obstacle = null;
        if (!type.isInterface() || type.isAnnotation()) {
            obstacle = "it is not an interface";
        } else if (!Modifier.isPublic(type.getModifiers())) {
            obstacle = "it is not public";
        } else if (type.isSealed()) {
            obstacle = "it is sealed";
        } else if (!type.getModule().isExported(type.getPackageName())) {
            obstacle = "its package is not exported by " + type.getModule();
        }
        if (obstacle != null) {
            throw new IllegalArgumentException(type.getName() + ": cannot be guarded because " + obstacle
                    + " (expected: a public interface); hold a SymbolRef instead");
        }
    }

    private BridgeLoader bridge(Class<?> type) {
        ClassLoader loader = type.getClassLoader() == null
                ? ClassLoader.getPlatformClassLoader() : type.getClassLoader();
        synchronized (bridges) {
            WeakReference<BridgeLoader> known = bridges.get(new LoaderKey(loader, null));
            BridgeLoader bridge = known == null ? null : known.get();
            if (bridge == null) {
                forgetGone();
                bridge = new BridgeLoader(loader);
                bridges.put(new LoaderKey(loader, gone), new WeakReference<>(bridge));
            }
            return bridge;
        }
    }

    /** With the lock held. */
    private void forgetGone() {
        for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
            bridges.remove(key);
        }
    }

    /** How many class loaders it knows. */
    int bridges() {
        synchronized (bridges) {
            forgetGone();
            return bridges.size();
        }
    }
}
