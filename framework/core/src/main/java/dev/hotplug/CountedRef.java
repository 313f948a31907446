package dev.hotplug;

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
    private final Provider provider;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param provider whose owner's reference the caller has got
     */
    CountedRef(Class<T> type, Provider provider) {
        this.type = type;
        this.provider = provider;
        if (provider.owner().reference() instanceof TrackedReference tracked) {
            tracked.remember(this, STACK.walk(frames -> frames
                    .filter(frame -> !OWN.contains(frame.getClassName()))
                    .findFirst().map(frame -> frame.toStackTraceElement().toString()).orElse("nowhere")));
        }
    }

    @Override
    public T get() {
        if (closed.get()) {
            throw new IllegalStateException(this + " is closed; acquire it again");
        }
        return type.cast(provider.instance());
    }

    @Override
    public String pluginId() {
        return provider.owner().id();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (provider.owner().reference() instanceof TrackedReference tracked) {
            tracked.forget(this);
        }
        if (!provider.owner().reference().put()) {
            LoggerFactory.getLogger("dev.hotplug").warn("{}: a reference was put that nobody had got",
                    provider.owner().label());
        }
    }

    @Override
    public String toString() {
        return "reference to " + provider.key() + " of " + provider.owner().label();
    }
}
