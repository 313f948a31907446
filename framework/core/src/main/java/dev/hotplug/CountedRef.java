package dev.hotplug;

import dev.hotplug.lifecycle.Services;
import dev.hotplug.rcu.PluginReference;
import dev.hotplug.rcu.TrackedReference;
import dev.hotplug.symbol.Provider;
import dev.hotplug.symbol.SymbolKey;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** A reference that is given back once. */
final class CountedRef<T> implements SymbolRef<T> {

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Set<String> OWN = Set.of(CountedRef.class.getName(), PluginHost.class.getName());

    private final Class<T> type;
    private final SymbolKey key;
    private final String pluginId;
    private final String version;
    /** Dropped at close: a closed reference that is kept must not keep the plugin from being collected. */
    private volatile Provider provider;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A reference, of the type that callers see: a method that returns it as another type would have the JVM load both
     * before the method is ever called.
     *
     * @param name the symbol's name, or {@code null} for the preferred provider of the type
     */
    static <T> SymbolRef<T> to(Class<T> type, Services services, String name) {
        Provider provider = services.acquire(type, name);
        CountedRef<T> made = null;
        boolean complete = false;
        try {
            // It may need more memory or stack than there is.
            made = new CountedRef<>(type, provider);
            if (provider.owner().reference() instanceof TrackedReference tracked) {
                made.remember(tracked);
            }
            complete = true;
            return made;
        } finally {
            if (!complete) {
                giveBack(made, provider);
            }
        }
    }

    private CountedRef(Class<T> type, Provider provider) {
        this.type = type;
        this.provider = provider;
        key = provider.key();
        pluginId = provider.owner().id();
        version = provider.owner().version();
    }

    private static void giveBack(CountedRef<?> made, Provider provider) {
        if (made == null) {
            provider.owner().reference().put();
        } else {
            made.close();
        }
    }

    private void remember(TrackedReference tracked) {
        tracked.remember(this, STACK.walk(frames -> frames
                .filter(frame -> !OWN.contains(frame.getClassName()))
                .findFirst().map(frame -> frame.toStackTraceElement().toString()).orElse("nowhere")));
    }

    @Override
    public T get() {
        Provider held = provider;
        if (held == null) {
            throw new IllegalStateException(this + " is closed; acquire it again");
        }
        return type.cast(held.instance());
    }

    @Override
    public String pluginId() {
        return pluginId;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        PluginReference reference = provider.owner().reference();
        provider = null;
        try {
            if (reference instanceof TrackedReference tracked) {
                tracked.forget(this);
            }
        } finally {
            if (!reference.put()) {
                LoggerFactory.getLogger("dev.hotplug").warn("{}: was put, but nobody had got it", this);
            }
        }
    }

    @Override
    public String toString() {
        return "reference to " + key + " of " + pluginId + " " + version;
    }
}
