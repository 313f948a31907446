package dev.hotplug;

import dev.hotplug.rcu.PluginReference;
import dev.hotplug.rcu.TrackedReference;
import dev.hotplug.symbol.Provider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** A reference that is given back once. */
final class CountedRef<T> implements SymbolRef<T> {

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Set<String> OWN = Set.of(CountedRef.class.getName(), PluginHost.class.getName());

    private final Class<T> type;
    private final String pluginId;
    private final String text;
    /** Dropped at close: a closed reference that is kept must not keep the plugin from being collected. */
    private volatile Provider provider;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A reference, of the type that callers see: a method that returns it as another type would have the JVM load both
     * before the method is ever called.
     *
     * @param provider whose owner's reference the caller has got
     */
    static <T> SymbolRef<T> to(Class<T> type, Provider provider) {
        return new CountedRef<>(type, provider);
    }

    private CountedRef(Class<T> type, Provider provider) {
        this.type = type;
        this.provider = provider;
        pluginId = provider.owner().id();
        text = "reference to " + provider.key() + " of " + provider.owner().label();
        if (provider.owner().reference() instanceof TrackedReference tracked) {
            tracked.remember(this, STACK.walk(frames -> frames
                    .filter(frame -> !OWN.contains(frame.getClassName()))
                    .findFirst().map(frame -> frame.toStackTraceElement().toString()).orElse("nowhere")));
        }
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
        if (reference instanceof TrackedReference tracked) {
            tracked.forget(this);
        }
        if (!reference.put()) {
            LoggerFactory.getLogger("dev.hotplug").warn("{}: was put, but nobody had got it", this);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
