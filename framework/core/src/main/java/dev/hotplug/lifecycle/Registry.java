package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.model.Requirement;
import dev.hotplug.symbol.SymbolKey;
import dev.hotplug.symbol.SymbolTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Who is loaded: the only writer of states, and of what readers see.
 *
 * <p>Writers hold the {@link WriterLock}; each change ends in one publish of a new {@link Snapshot}, so that a
 * plugin's state and its exports change together. Readers take the newest snapshot and no lock.
 */
final class Registry {

    private final WriterLock writer;
    private final Quarantine quarantine;
    private final boolean trackHolders;

    /** Every entry that owns its id, UNFORMED ones included. */
    private final Map<String, Entry> byId = new HashMap<>();
    /** Those of them that are not live. */
    private final Unsettled unsettled = new Unsettled();
    /** Written under the lock; each load looks here first, without it. */
    private final Map<String, Entry> liveByContent = new ConcurrentHashMap<>();
    private final Reservations reserved = new Reservations();
    private final PluginTable table = new PluginTable();
    /** Made for the first, under the lock. */
    private Departures departures;
    private long lastLoad;
    private long lastLive;
    /** Written under the lock. */
    private volatile boolean closing;

    Registry(WriterLock writer, Quarantine quarantine, boolean trackHolders) {
        this.writer = writer;
        this.quarantine = quarantine;
        this.trackHolders = trackHolders;
    }

    /** What readers see now. */
    Snapshot snapshot() {
        return table.snapshot();
    }

    SymbolTable symbols() {
        return table.snapshot().symbols();
    }

    /** Gives {@link #symbols} at each call. */
    Supplier<SymbolTable> current() {
        return table;
    }

    /** The row of an entry that is visible. */
    Snapshot.Row row(Entry entry) {
        Snapshot.Row row = snapshot().rows().get(entry.loadNumber);
        if (row == null) {
            throw new IllegalStateException(entry + " is not visible");
        }
        return row;
    }

    // ---- Load ----------------------------------------------------------------------------------------------------

    /**
     * Reserves the plugin's id, or waits for the load that has it.
     *
     * @throws PluginException {@code ALREADY_LOADED}, {@code BUSY}, {@code HOST_CLOSED}, or as a wait ends
     */
    Entry register(LoadAttempt attempt, Callers callers) {
        long deadline = System.nanoTime() + attempt.waiting.toNanos();
        writer.lock();
        try {
            for (;;) {
                requireOpen(attempt.label());
                Entry other = byId.get(attempt.descriptor.id());
                if (other == null) {
                    Entry entry = new Entry(++lastLoad, attempt, quarantine, trackHolders);
                    byId.put(entry.id(), entry);
                    unsettled.add(entry);
                    return entry;
                }
                if (other.state == PluginState.LIVE) {
                    throw Refusal.alreadyLoaded(attempt, other);
                }
                if (other.isLeaving()) {
                    writer.awaitUnload(attempt, callers, other, deadline,
                            () -> closing || byId.get(other.id()) != other);
                } else {
                    writer.await(attempt, callers, other.attempt, () -> hasSettled(other));
                }
            }
        } finally {
            writer.unlock();
        }
    }

    /** Wait's end for a duplicate and for a dependency alike: live, gone, or going for good. */
    private boolean hasSettled(Entry entry) {
        return byId.get(entry.id()) != entry || entry.state == PluginState.LIVE || entry.isLeaving();
    }

    /** Frees the id. A second call does nothing. */
    void unregister(Entry entry) {
        writer.lock();
        try {
            byId.remove(entry.id(), entry);
            unsettled.remove(entry);
            writer.signal();
            if (!entry.failing) {
                departures = departures == null ? new Departures() : departures;
                departures.add(entry);
            }
        } finally {
            writer.unlock();
        }
    }

    /**
     * Takes the use edges of a plugin, waiting for providers that are being loaded. Those that were taken before a
     * failure stay, for {@link #dropUses}. An optional provider that is not there, or does not fit, gets none.
     *
     * @throws PluginException {@code DEPENDENCY_MISSING} or {@code VERSION_MISMATCH} with all that is unmet, or as a
     *     wait ends
     */
    void takeUses(Entry user, Callers callers) {
        List<PluginException> unmet = new ArrayList<>();
        for (Requirement requirement : user.descriptor.requires()) {
            writer.lock();
            try {
                Entry provider = byId.get(requirement.id());
                while (provider != null && provider.state != PluginState.LIVE
                        && (provider.state != PluginState.GOING || provider.failing)
                        // What does not fit anyway is not worth a wait.
                        && (!requirement.optional() || requirement.accepts(provider.descriptor.version()))) {
                    Entry awaited = provider;
                    writer.await(user.attempt, callers, awaited.attempt, () -> hasSettled(awaited));
                    provider = byId.get(requirement.id());
                }
                boolean there = provider != null && provider.state == PluginState.LIVE;
                if (there && !requirement.accepts(provider.descriptor.version())) {
                    if (!requirement.optional()) {
                        unmet.add(Refusal.mismatch(user.attempt, requirement, provider));
                    }
                } else if (there && provider.reference.tryGet()) {
                    user.uses.add(provider);
                    provider.usedBy.add(user);
                } else if (!requirement.optional()) {
                    unmet.add(Refusal.missing(user.attempt, requirement, provider));
                }
            } finally {
                writer.unlock();
            }
        }
        if (!unmet.isEmpty()) {
            throw Refusal.unmet(user.attempt, unmet);
        }
    }

    /** The refusal of a load that would use a plugin of this version. */
    PluginException mismatch(LoadAttempt attempt, Requirement requirement, Entry found) {
        return writer.hold(() -> Refusal.mismatch(attempt, requirement, found));
    }

    /** Drops the use edges of a plugin. A second call does nothing. */
    void dropUses(Entry user) {
        writer.hold(() -> {
            if (user.uses.isEmpty()) {
                return;
            }
            for (Entry provider : user.uses) {
                provider.usedBy.remove(user);
                provider.formedUsers = provider.formedUsers.without(user.loadNumber);
                provider.reference.put();
                table.refresh(provider);
            }
            user.uses.clear();
            table.publish();
            writer.signal();
        });
    }

    /**
     * Reserves the declared exports, all or none, and makes the plugin COMING.
     *
     * @throws PluginException {@code DUPLICATE_SYMBOL}
     */
    void form(Entry entry, Collection<SymbolKey> exports) {
        writer.lock();
        try {
            reserved.take(entry, exports);
            transition(entry, PluginState.COMING, Instant.now());
            table.show(entry);
            for (Entry provider : entry.uses) {
                provider.formedUsers = provider.formedUsers.with(entry.loadNumber, entry);
                table.refresh(provider);
            }
            table.publish();
        } finally {
            writer.unlock();
        }
    }

    /**
     * Reserves one more export of a plugin that is starting.
     *
     * @throws PluginException {@code DUPLICATE_SYMBOL}
     */
    void reserve(Entry entry, SymbolKey key) {
        writer.lock();
        try {
            reserved.take(entry, key);
        } finally {
            writer.unlock();
        }
    }

    /**
     * Makes the plugin LIVE and all its exports visible, with one store, and puts the initial reference. It is noted
     * before somebody can unload it, and is heard of before that; if that fails, it is live all the same, since others
     * may call it by then.
     *
     * @throws PluginException {@code HOST_CLOSED} if the host was closed while the plugin was coming up
     */
    PluginInfo goLive(Entry entry, Journal journal, Announcer announcer) {
        PluginInfo row;
        Throwable untold = null;
        writer.lock();
        try {
            requireOpen(entry.label());
            row = showLive(entry);
            unsettled.remove(entry);
            writer.signal();
            try {
                journal.loaded(entry);
                announcer.live(entry, row);
            } catch (Throwable t) {
                untold = t;
            }
        } finally {
            writer.unlock();
        }
        if (untold != null) {
            HostLog.get().warn("{} is live, but not everybody was told: {}", entry, Refusal.describe(untold));
        }
        return row;
    }

    /** All that needs memory comes before the first change of what another writer would publish. */
    private PluginInfo showLive(Entry entry) {
        try {
            Instant since = Instant.now();
            long number = lastLive + 1;
            Snapshot live = table.live(entry, since, entry.exports.providers(entry.owner, number));
            entry.putInitial();
            PluginInfo row = live.rows().get(entry.loadNumber).info();
            liveByContent.put(entry.fingerprint, entry);
            lastLive = number;
            entry.liveNumber = number;
            transition(entry, PluginState.LIVE, since);
            table.publish(live);
            return row;
        } catch (Throwable failure) {
            fail(entry);
            throw failure;
        }
    }

    /** Marks a load as failing: whoever waits for its id goes on waiting until it is gone. May be repeated. */
    void fail(Entry entry) {
        writer.lock();
        try {
            entry.failing = true;
            liveByContent.remove(entry.fingerprint, entry);
            if (entry.state != PluginState.UNFORMED) {
                Instant since = leavingAt(entry);
                leave(entry, table.going(entry, since), since);
            }
        } finally {
            try {
                entry.reference.cutOff();
                entry.putInitial();
            } finally {
                writer.unlock();
            }
        }
    }

    // ---- Unload --------------------------------------------------------------------------------------------------

    /** The entry that owns an id and can be seen; a closed host has none to be loaded again. */
    Entry find(String id) {
        return writer.hold(() -> Optional.ofNullable(byId.get(id))
                .filter(entry -> entry.state != PluginState.UNFORMED)
                .orElseThrow(() -> closing ? Refusal.closed(id) : notFound(id)));
    }

    /** Does something with a plugin that is live and stays so meanwhile. */
    void using(Entry entry, Runnable work) {
        if (!entry.reference.tryGet()) {
            throw writer.hold(() -> Refusal.gone(entry));
        }
        try {
            PluginException unfit = writer.hold(() -> Refusal.unlessLive(entry));
            if (unfit != null) {
                throw unfit;
            }
            work.run();
        } finally {
            entry.reference.put();
        }
    }

    /** The entry that owns an id, even if readers do not see it yet. */
    Optional<Entry> entry(String id) {
        return writer.hold(() -> Optional.ofNullable(byId.get(id)));
    }

    /** Claims the unload of an entry for one unloader, if {@code admissible} under the lock does not throw. */
    void claim(Entry entry, Consumer<Entry> admissible) {
        writer.hold(() -> {
            if (byId.get(entry.id()) != entry) {
                throw notFound(entry.id());
            }
            if (entry.isClaimed()) {
                throw Refusal.cannotUnload(Reason.BUSY, entry, "another unload of it is under way");
            }
            admissible.accept(entry);
            entry.claim();
        });
    }

    /**
     * Gives a claim up. Takes no memory, since the want of it may be why.
     *
     * @return whether the plugin's users have been turned away, so that only another unload can follow
     */
    boolean disclaim(Entry entry) {
        writer.lock();
        try {
            entry.disclaim();
            writer.signal();
            return entry.stranded;
        } finally {
            writer.unlock();
        }
    }

    /**
     * Lets {@code decision} turn the plugin's users away, and if it does, makes the plugin GOING and takes its exports
     * away with one store. Whatever it throws leaves everything as it was; what goes wrong later leaves it stranded.
     */
    void withdraw(Entry entry, Consumer<Entry> decision) {
        writer.hold(() -> {
            // The decision is final, so what may want memory comes before it.
            Instant since = leavingAt(entry);
            Snapshot going = table.going(entry, since);
            decision.accept(entry);
            entry.stranded = true;
            leave(entry, going, since);
        });
    }

    /** Makes a plugin that can be seen GOING, without exports. A second call does what the first one could not. */
    private void leave(Entry entry, Snapshot going, Instant since) {
        liveByContent.remove(entry.fingerprint, entry);
        unsettled.add(entry);
        if (entry.state != PluginState.GOING) {
            transition(entry, PluginState.GOING, since);
        }
        table.publish(going);
    }

    private static Instant leavingAt(Entry entry) {
        return entry.state == PluginState.GOING ? entry.since : Instant.now();
    }

    /** Gives up a drain. */
    void strand(Entry entry) {
        writer.hold(() -> {
            entry.stranded = true;
            entry.drainedInVain = true;
        });
    }

    /** Takes the plugin out of what readers see and frees its symbols. A second call does nothing. */
    void unlink(Entry entry) {
        writer.hold(() -> {
            reserved.free(entry);
            table.hide(entry);
            table.publish();
        });
    }

    /** Marks a plugin, in the table too if it stands there. */
    void taint(Entry entry, Taint taint) {
        writer.hold(() -> {
            entry.taint(taint);
            table.refresh(entry);
            table.publish();
        });
    }

    /** Lists a plugin that owns no id any more but cannot be dismantled yet. */
    void quarantine(Entry entry) {
        writer.hold(() -> {
            entry.taint(Taint.QUARANTINED);
            table.show(entry);
            table.publish();
        });
    }

    // ---- Everything else -----------------------------------------------------------------------------------------

    /** The plugin that is live with the same bytes, if there is one. */
    Optional<Entry> liveWithContent(String fingerprint) {
        return Optional.ofNullable(liveByContent.get(fingerprint));
    }

    /** The plugin that is live with an id, if there is one. */
    Optional<Entry> live(String id) {
        return writer.hold(() -> Optional.ofNullable(byId.get(id)).filter(entry -> entry.state == PluginState.LIVE));
    }

    boolean isLive(Entry entry) {
        return writer.hold(() -> entry.state == PluginState.LIVE);
    }

    /** Those that an entry uses. */
    List<Entry> usedBy(Entry entry) {
        return writer.hold(() -> List.copyOf(entry.uses));
    }

    /** Whether there is a load under way, or an unload, that may run code of its plugin. */
    boolean anyCodeUnderWay() {
        writer.lock();
        try {
            return unsettled.anyCode();
        } finally {
            writer.unlock();
        }
    }

    /** The load under way whose class loader this is, if it is one. */
    Optional<LoadAttempt> underWay(ClassLoader loader) {
        return writer.hold(() -> unsettled.of(loader));
    }

    /** Refuses loads from now on. */
    void close() {
        writer.hold(() -> {
            closing = true;
            writer.signal();
        });
    }

    /** Every entry that owns an id. */
    List<Entry> entries() {
        return writer.hold(() -> List.copyOf(byId.values()));
    }

    int reservedSymbols() {
        return writer.hold(reserved::size);
    }

    /** Refuses what a closed host cannot do; the label says what was to be loaded. */
    void requireOpen(String label) {
        if (closing) {
            throw Refusal.closed(label);
        }
    }

    private PluginException notFound(String id) {
        return Refusal.notFound(id, departures == null ? null : departures.of(id, snapshot()));
    }

    private static void transition(Entry entry, PluginState state, Instant since) {
        if (!entry.state.mayBecome(state)) {
            throw new IllegalStateException(entry + ": " + entry.state + " cannot become " + state);
        }
        entry.state = state;
        entry.since = since;
    }
}
