package dev.hotplug.lifecycle;

import dev.hotplug.rcu.Published;
import dev.hotplug.symbol.Provider;
import dev.hotplug.symbol.SymbolTable;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * What readers see, and what they will see next. Changes are guarded by the {@link WriterLock}; each section that makes
 * some ends in one {@link #publish}. Readers take the newest snapshot and no lock.
 */
final class PluginTable implements Supplier<SymbolTable> {

    /** Formed entries, and those in quarantine. */
    private Snapshot next = Snapshot.EMPTY;
    private final Published<Snapshot> published = new Published<>(next);

    /** What readers see now. */
    Snapshot snapshot() {
        return published.acquire();
    }

    /** What readers see of the symbols, at each call. */
    @Override
    public SymbolTable get() {
        return snapshot().symbols();
    }

    /** Lists an entry as it is now. */
    void show(Entry entry) {
        next = next.with(Snapshot.Row.of(entry));
    }

    /** Lists an entry as it is now, if it is listed. */
    void refresh(Entry entry) {
        if (next.rows().get(entry.loadNumber) != null) {
            show(entry);
        }
    }

    /** Takes an entry off the list. */
    void hide(Entry entry) {
        next = next.without(entry);
    }

    void export(Collection<Provider> providers) {
        next = next.with(next.symbols().with(providers));
    }

    /** Takes the symbols of an entry away, which has left its users at the time that it bears. */
    void withdraw(Entry entry) {
        next = next.with(next.symbols().without(entry.loadNumber, entry.since));
    }

    /** The only store that readers acquire from; none if nothing that they see has changed. */
    void publish() {
        Snapshot before = snapshot();
        if (before.symbols() != next.symbols()) {
            next.symbols().replace();
        }
        if (before != next) {
            published.publishRelease(next);
        }
    }
}
