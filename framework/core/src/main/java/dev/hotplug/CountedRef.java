package dev.hotplug;

import dev.hotplug.symbol.Provider;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** A reference that is given back once. */
final class CountedRef<T> implements SymbolRef<T> {

    private final Class<T> type;
    private final Provider provider;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param provider whose owner's reference the caller has got
     */
    CountedRef(Class<T> type, Provider provider) {
        this.type = type;
        this.provider = provider;
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
        if (closed.compareAndSet(false, true) && !provider.owner().reference().put()) {
            LoggerFactory.getLogger("dev.hotplug").warn("{}: a reference was put that nobody had got",
                    provider.owner().label());
        }
    }

    @Override
    public String toString() {
        return "reference to " + provider.key() + " of " + provider.owner().label();
    }
}
