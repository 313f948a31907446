package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Registration;
import dev.hotplug.api.Taint;
import dev.hotplug.image.Image;
import dev.hotplug.image.ImageReader;
import dev.hotplug.image.StagingFile;
import dev.hotplug.index.Environment;
import dev.hotplug.index.PluginIndex;
import dev.hotplug.link.ApiDigest;
import dev.hotplug.link.LinkCheck;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.rcu.RcuDomain;
import dev.hotplug.symbol.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The life of all plugins of one host: composes the parts of this package and is the door to them.
 *
 * <p>Safe for use by many threads.
 */
public final class Lifecycle {

    /**
     * What a file, or a loaded plugin, says of itself.
     *
     * @param descriptor the descriptor
     * @param file the file that it was read from
     * @param size that file's size in bytes
     * @param digest SHA-256 of that file, in hexadecimal
     * @param api digests of what it exports, by package
     */
    public record Description(Descriptor descriptor, Path file, long size, String digest, Map<String, String> api) {
    }

    /**
     * What came of one file of a batch.
     *
     * @param file the file
     * @param plugin its row, if it was loaded
     * @param failure why it was not, otherwise
     */
    public record BatchResult(Path file, Optional<PluginInfo> plugin, Optional<PluginException> failure) {
    }

    /**
     * What came of an unload.
     *
     * @param plugin its row as it went
     * @param complete whether everything is gone
     * @param problems what went wrong on the way
     */
    public record Unloaded(PluginInfo plugin, boolean complete, List<String> problems) {
    }

    /**
     * What came of the unload of one plugin of several.
     *
     * @param id its id
     * @param unloaded what came of it, if it was not refused
     * @param refusal why it was refused, otherwise
     */
    public record UnloadResult(String id, Optional<Unloaded> unloaded, Optional<PluginException> refusal) {
    }

    /**
     * What came of a reload.
     *
     * @param plugin the row of the plugin that is live now
     * @param failure why it is the old one; empty if it is the new one
     * @param dependents what came of those that require it, in the order in which they were put back
     * @param unloaded what came of the unloads, in their order
     */
    public record Reloaded(PluginInfo plugin, Optional<PluginException> failure, List<BatchResult> dependents,
                           List<Unloaded> unloaded) {
    }

    /**
     * Everything that a host holds for its plugins, counted: all zero when nothing is loaded and nothing is left
     * behind.
     */
    public record Audit(int entries, int rows, int symbols, int reservedSymbols, int plugins, long stagedBytes,
                        int threads, int loadsUnderWay, int waiting, int quarantined, int readers) {
    }

    /** Hosts with few plugins may share an index. */
    private static final int LEAST_INDEXED = 1000;

    private final HostSettings settings;
    private final WorkDirectory work;
    private final StagingFile staging;
    private final RcuDomain rcu = new RcuDomain();
    private final Arena arena;
    private final ImageReader images;
    private final Examination examination;
    private final HostClasses hostClasses;
    private final Announcer announcer = new Announcer();
    private final Journal journal = new Journal();
    private final Quarantine quarantine = new Quarantine(this);
    private final WriterLock writer;
    private final Registry registry;
    private final Services services;
    private final Callers callers;
    private final PluginCode code;
    private final InFlight inFlight;
    private final LoadSequence loads;
    /** Made for the first plugin that goes, as the next one. Of two that are made at once, either will do. */
    private volatile Teardown teardown;
    private volatile UnloadSequence unloads;
    private volatile boolean closed;
    /** Guarded by this. */
    private Set<Taint> taints = Set.of();

    /**
     * Makes the host's work directory, and keeps in the index, if there is one, what it finds out about the class path.
     *
     * @throws java.io.UncheckedIOException if that cannot be made
     */
    public Lifecycle(HostSettings settings) {
        this.settings = settings;
        work = new WorkDirectory(settings.workDirectory());
        Optional<PluginIndex> index = index(settings, work.staged());
        HostLog.prepare(index);
        staging = new StagingFile(work.staged().resolve("images"));
        arena = new Arena(settings.arena());
        images = new ImageReader(settings.image());
        hostClasses = new HostClasses(settings.hostLoader(), settings.sharedPackages());
        examination = new Examination(hostClasses, index);
        writer = new WriterLock(settings.waitLimit());
        registry = new Registry(writer, quarantine, settings.trackHolders());
        services = new Services(registry.current());
        callers = new Callers(registry);
        code = new PluginCode(callers);
        inFlight = new InFlight(writer);
        for (PluginListener listener : settings.listeners()) {
            announcer.register(listener);
        }
        // It keeps what it is given and uses it at the first call only.
        loads = new LoadSequence(this, callers, inFlight);
    }

    private static Optional<PluginIndex> index(HostSettings settings, Path own) {
        return settings.indexDirectory().isEmpty() ? Optional.empty()
                : Optional.of(new PluginIndex(settings.indexDirectory().get(), Environment.framework(),
                        Math.max(LEAST_INDEXED, settings.arena().plugins()), own));
    }

    private UnloadSequence unloads() {
        UnloadSequence known = unloads;
        if (known == null) {
            known = new UnloadSequence(this, callers, teardown());
            unloads = known;
        }
        return known;
    }

    Teardown teardown() {
        Teardown known = teardown;
        if (known == null) {
            known = new Teardown(registry, rcu, quarantine, code, journal, settings);
            teardown = known;
        }
        return known;
    }

    /**
     * Loads a file; what is empty is as the host has it.
     *
     * @param waiting how long to wait for a plugin of the same id that is being unloaded; zero not to
     */
    public PluginInfo load(Path file, Map<String, String> parameters, Optional<Duration> startLimit,
                           Optional<Severity> refusedFrom, Duration waiting) {
        LoadAttempt attempt = new LoadAttempt(file, parameters, startLimit, refusedFrom);
        attempt.waiting = waiting;
        return load(attempt);
    }

    PluginInfo load(LoadAttempt attempt) {
        return loads.run(attempt);
    }

    /** Loads files in the order of their dependencies. */
    public List<BatchResult> loadAll(Collection<BatchFile> files) {
        return new BatchLoad(this, callers).run(files);
    }

    /** Reads what a file says of itself, and loads nothing. */
    public Description describe(Path file) {
        registry.requireOpen(String.valueOf(file.getFileName()));
        Image image = images.read(file);
        Descriptor descriptor = examination.describe(image);
        return new Description(descriptor, file, image.size(), image.digest(),
                ApiDigest.ofPackages(LinkCheck.exports(descriptor, image)));
    }

    /** Reads the file of an attempt and what it says of itself. */
    void examine(LoadAttempt attempt) {
        registry.requireOpen(attempt.label());
        attempt.image = images.read(attempt.source);
        attempt.described = examination.examine(attempt.image);
    }

    /** What would become of the loaded plugins if a file replaced the one that has its id. */
    public UpgradeCheck.Result planUpgrade(Path file) {
        return new UpgradeCheck(this, file).run();
    }

    /** What a loaded plugin says of itself. */
    public Description describe(String id) {
        Entry entry = registry.find(id);
        try {
            return new Description(entry.descriptor, entry.file, entry.size, entry.staged.digest(entry.size),
                    ApiDigest.ofPackages(entry.digests()));
        } catch (IOException | UncheckedIOException failure) {
            throw new PluginException(Reason.NOT_FOUND, entry.id(), entry.label() + ": its staged image cannot be read ("
                    + Refusal.describe(failure) + "); is it being unloaded?", failure);
        }
    }

    /** Who defines which class, and who sees it. */
    public Ownership ownership() {
        return new Ownership(registry, hostClasses);
    }

    /** Begins to find out what would come of loads. */
    public Rehearsal rehearsal() {
        return new Rehearsal(this);
    }

    /** Files and what they require of those that are available, in order. */
    public List<Path> withRequired(Collection<Path> wanted, Collection<Path> available) {
        return new Supply(file -> describe(file).descriptor(), id -> plugin(id).isPresent()).run(wanted, available);
    }

    /** What the fields of a live plugin's parameters held before anything was set, by name. */
    public Map<String, String> parameterDefaults(String id) {
        Entry entry = registry.find(id);
        Map<String, String> values = new TreeMap<>();
        registry.using(entry, () -> values.putAll(entry.parameters().defaults()));
        return values;
    }

    /** What is known of the values of a live plugin's parameters, by name. */
    public Map<String, String> parameters(String id) {
        Entry entry = registry.find(id);
        Map<String, String> values = new TreeMap<>();
        registry.using(entry, () -> values.putAll(entry.parameters().values()));
        return values;
    }

    /** Sets a writable parameter of a live plugin. */
    public void setParameter(String id, String name, String value) {
        Entry entry = registry.find(id);
        registry.using(entry, () -> {
            Throwable thrown = code.run(entry, Set.of(),
                    () -> entry.parameters().setLive(name, value, settings.waitLimit()));
            if (thrown != null) {
                throw thrown instanceof PluginException refused ? refused
                        : Refusal.internal(id, entry.label(), "setting " + name, "set", thrown);
            }
        });
    }

    /** The plugin that shall go, by its id. */
    Entry leaving(String id) {
        try {
            return registry.find(id);
        } catch (PluginException absent) {
            journal.refused(absent);
            throw absent;
        }
    }

    /** Unloads the plugin that owns an id. */
    public Unloaded unload(String id, Unloading how) {
        long deadline = System.nanoTime() + how.waiting().toNanos();
        Entry entry = leaving(id);
        try {
            return new Unloader(writer, unloads()).unload(entry, how, deadline);
        } catch (PluginException refusal) {
            journal.refused(entry, refusal);
            throw refusal;
        }
    }

    /** Unloads several plugins, each after those that require it. */
    public List<UnloadResult> unloadAll(Collection<String> ids, boolean dependents, boolean dependencies,
                                        Unloading how) {
        return new GroupUnload(registry, writer, unloads(), journal).run(ids, dependents, dependencies, how);
    }

    /** Unloads a plugin with its dependents, loads it anew and puts them back. */
    public Reloaded reload(String id, Optional<Path> file, Unloading how) {
        return new Reload(this, new GroupUnload(registry, writer, unloads(), journal)).run(id, file, how);
    }

    /** What plugins export. */
    public Services services() {
        return services;
    }

    /** The plugin table, in load order. */
    public List<PluginInfo> plugins() {
        return registry.snapshot().all().stream().map(Snapshot.Row::info).toList();
    }

    /** Who uses whom, and why, in load order of the users. */
    public List<Edge> edges() {
        return registry.snapshot().all().stream().flatMap(row -> Edge.of(row).stream()).toList();
    }

    /** The row of the plugin that owns an id. */
    public Optional<PluginInfo> plugin(String id) {
        return Optional.ofNullable(registry.snapshot().owner(id)).map(Snapshot.Row::info);
    }

    /** What is to be said of the plugin that owns an id, if it is going; not of one whose load fails, which goes by itself. */
    Optional<PluginException> going(String id, Function<Entry, PluginException> refusal) {
        return writer.hold(() -> registry.entry(id)
                .filter(entry -> entry.state == PluginState.GOING && !entry.failing).map(refusal));
    }

    /** The live ones that use a plugin, directly or through others, in load order. */
    List<Entry> usersOf(Entry entry) {
        return writer.hold(entry::liveUsers);
    }

    /** All visible exports, by type, then in the order of preference. */
    public List<Provider> symbols() {
        return registry.symbols().sorted();
    }

    /** Adds a listener. */
    public Registration listen(PluginListener listener) {
        return announcer.register(listener);
    }

    /** The letters that stick to the host. */
    public synchronized Set<Taint> taints() {
        return taints;
    }

    /**
     * Unloads everything, dependents before what they require, and refuses loads from now on. A second call does what
     * is left.
     *
     * @return what stayed or went wrong, one sentence for each
     */
    public List<String> close(Duration limit) {
        List<String> left = new Shutdown(registry, writer, unloads(), callers).run(limit);
        closed = true;
        if (!tidy()) {
            work.deleteAtExit();
        }
        return left;
    }

    /**
     * Deletes the work directory of a closed host, as soon as nothing in it is needed any more.
     *
     * @return whether nothing was
     */
    boolean tidy() {
        boolean over = closed && quarantine.size() == 0 && registry.entries().isEmpty();
        if (over) {
            work.delete(staging);
        }
        return over;
    }

    /** The names of the steps of a sequence, in order, as {@link Step.Probe} hears them. */
    public List<String> steps(String sequence) {
        return switch (sequence) {
            case LoadSequence.NAME -> LoadSequence.steps();
            case UnloadSequence.NAME -> unloads().steps();
            default -> throw new IllegalArgumentException(sequence);
        };
    }

    /** Counts what was done. */
    public Examination.Counts counts() {
        return examination.counts();
    }

    /** Counts what is held. */
    public Audit audit() {
        Snapshot snapshot = registry.snapshot();
        return new Audit(registry.entries().size(), snapshot.rows().size(), snapshot.symbols().all().size(),
                registry.reservedSymbols(), arena.plugins(), arena.stagedBytes(), arena.threads(), inFlight.size(),
                writer.waiting(), quarantine.size(), rcu.readers());
    }

    /** Why a plugin is not live, or cannot be unloaded now. */
    public List<String> diagnose(String id) {
        return new Diagnosis(registry, writer, journal).of(id);
    }

    /** How many grace periods have been waited for. */
    public long gracePeriods() {
        return rcu.gracePeriods();
    }

    /** What happened. */
    public Journal journal() {
        return journal;
    }

    HostSettings settings() {
        return settings;
    }

    Registry registry() {
        return registry;
    }

    RcuDomain rcu() {
        return rcu;
    }

    Arena arena() {
        return arena;
    }

    ImageReader images() {
        return images;
    }

    Examination examination() {
        return examination;
    }

    HostClasses hostClasses() {
        return hostClasses;
    }

    Announcer announcer() {
        return announcer;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    PluginCode code() {
        return code;
    }

    StagingFile staging() {
        return staging;
    }

    Path stagingDirectory() {
        return work.staged();
    }

    Path scratchDirectory() {
        return work.scratch();
    }

    Path dataDirectory() {
        return settings.dataDirectory().isPresent() ? settings.dataDirectory().get() : work.data();
    }

    synchronized void taint(Taint taint) {
        Set<Taint> all = new HashSet<>(taints);
        all.add(taint);
        taints = Set.copyOf(all);
    }
}
