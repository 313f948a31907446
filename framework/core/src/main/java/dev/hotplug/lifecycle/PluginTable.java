package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginState;
import dev.hotplug.rcu.Published;
import dev.hotplug.symbol.Provider;
import dev.hotplug.symbol.SymbolTable;
import java.time.Instant;
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

    /** What readers will see when an entry is live, its symbols included. Changes nothing. */
    Snapshot live(Entry entry, Instant since, Collection<Provider> symbols) {
        Snapshot live = next.with(Snapshot.Row.of(entry, PluginState.LIVE, since));
        return live.with(live.symbols().with(symbols));
    }

    /**
     * What readers will see when an entry, if it is listed, is going and has no symbols any more. Changes nothing;
     * gives what is there if that is so already.
     */
    Snapshot going(Entry entry, Instant since) {
        Snapshot.Row row = next.rows().get(entry.loadNumber);
        Snapshot going = row == null || row.state() == PluginState.GOING ? next
                : next.with(Snapshot.Row.of(entry, PluginState.GOING, since));
        SymbolTable rest = going.symbols().without(entry.loadNumber, since);
        return rest == going.symbols() ? going : going.with(rest);
    }

    /** Publishes what was made of the newest. Takes no memory, so that what was decided before it cannot fail here. */
    void publish(Snapshot made) {
        next = made;
        publish();
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
