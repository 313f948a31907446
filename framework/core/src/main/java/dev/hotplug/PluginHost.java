package dev.hotplug;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Registration;
import dev.hotplug.api.Taint;
import dev.hotplug.lifecycle.HostSettings;
import dev.hotplug.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A host of plugins: loads, gives out and unloads them while every core is busy calling them.
 *
 * <pre>{@code
 * try (PluginHost host = PluginHost.builder().sharePackages("com.acme.app.spi").build()) {
 *     host.load(Path.of("greeter.jar"));
 *     Greeter greeter = host.service(Greeter.class);
 *     greeter.greet("world");
 *     host.unload("greeter");
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Lookups and calls take no lock and are never paused; loads and unloads wait for each
 * other only where they concern the same plugin. Code of plugins and listeners runs under no lock of the framework,
 * so it may call anything here. Hosts know nothing of each other; there may be many in one JVM.
 *
 * <p>No parameter and no result is {@code null}.
 */
public final class PluginHost implements AutoCloseable {

    private final Lifecycle lifecycle;
    private final Duration closeLimit;
    /** Made for the first. Guarded by {@code lifecycle}, since this object's monitor is the application's to hold. */
    private Attachments attachments;

    PluginHost(HostSettings settings) {
        lifecycle = new Lifecycle(settings);
        closeLimit = settings.closeLimit();
    }

    /**
     * Begins a new host. The class loader of the class that calls this is the one that
     * {@linkplain PluginHostBuilder#sharePackages shared packages} come from, unless another is set.
     *
     * @return a builder with the defaults
     */
    public static PluginHostBuilder builder() {
        return new PluginHostBuilder(StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .getCallerClass().getClassLoader());
    }

    /**
     * Loads a plugin with the {@linkplain LoadOptions#defaults defaults}.
     *
     * @param jar the plugin's file
     * @return the plugin, live
     * @throws PluginException as {@link #load(Path, LoadOptions)}
     */
    public PluginHandle load(Path jar) {
        return load(jar, LoadOptions.defaults());
    }

    /**
     * Loads a plugin. When this returns, the plugin is live and the file is not needed any more; it may be overwritten
     * or deleted. When this throws, nothing has changed; but what a thread that goes on stands on is kept in quarantine.
     *
     * <p>Loads of the same file (by content, with the same options) at the same time are one load: the first caller
     * gets the plugin, the others {@link Reason#ALREADY_LOADED}, or all the same failure. A load of another file with
     * the same id waits for the one under way, and goes on if that one fails; so does a load for a plugin that it
     * requires.
     *
     * @param jar the plugin's file
     * @param options how
     * @return the plugin, live
     * @throws PluginException with {@link Reason#BAD_IMAGE}, {@link Reason#LIMIT_EXCEEDED},
     *     {@link Reason#BAD_DESCRIPTOR}, {@link Reason#ALREADY_LOADED}, {@link Reason#BUSY},
     *     {@link Reason#DEPENDENCY_MISSING}, {@link Reason#VERSION_MISMATCH}, {@link Reason#DEPENDENCY_CYCLE},
     *     {@link Reason#UNRESOLVED_SYMBOL}, {@link Reason#DUPLICATE_SYMBOL}, {@link Reason#VETOED},
     *     {@link Reason#INVALID_PARAMETER}, {@link Reason#START_FAILED}, {@link Reason#START_TIMEOUT},
     *     {@link Reason#INTERRUPTED}, {@link Reason#INTERNAL_ERROR} or {@link Reason#HOST_CLOSED}
     */
    public PluginHandle load(Path jar, LoadOptions options) {
        return handle(options.load(lifecycle, jar));
    }

    /**
     * Loads many files: each after those of them that it requires, side by side where nothing orders them. One that
     * fails stops none but those that need it. Of several versions of one plugin, the newest is loaded.
     *
     * @param jars the files; one that is named twice is loaded once
     * @return one outcome for each, in the order of {@code jars}
     */
    public List<LoadOutcome> loadAll(Collection<Path> jars) {
        Map<Path, LoadOptions> all = new LinkedHashMap<>();
        jars.forEach(jar -> all.put(jar, LoadOptions.defaults()));
        return LoadOutcome.inOrder(jars, loadAll(all));
    }

    /**
     * Loads many files, each with options of its own, otherwise as {@link #loadAll(Collection)}.
     *
     * @param jars how each file is to be loaded
     * @return one outcome for each, in the order of {@code jars}
     */
    public List<LoadOutcome> loadAll(Map<Path, LoadOptions> jars) {
        return lifecycle.loadAll(jars.entrySet().stream().map(jar -> jar.getValue().of(jar.getKey())).toList()).stream()
                .map(this::outcome).toList();
    }

    /**
     * Reads what a file says of itself, without loading anything of it.
     *
     * @param jar the plugin's file
     * @return the description
     * @throws PluginException with {@link Reason#BAD_IMAGE}, {@link Reason#LIMIT_EXCEEDED},
     *     {@link Reason#BAD_DESCRIPTOR}, {@link Reason#INTERRUPTED} or {@link Reason#HOST_CLOSED}
     */
    public PluginDescription describe(Path jar) {
        return PluginDescription.of(lifecycle.describe(Objects.requireNonNull(jar, "jar")));
    }

    /**
     * What a loaded plugin says of itself.
     *
     * @param id its id
     * @return the description
     * @throws PluginException with {@link Reason#NOT_FOUND} or {@link Reason#HOST_CLOSED}
     */
    public PluginDescription describe(String id) {
        return PluginDescription.of(lifecycle.describe(Objects.requireNonNull(id, "id")));
    }

    /**
     * Finds what files require and is not loaded, so that all of it can be loaded in the order of the result. Of
     * several versions that will do, the newest is taken. Nothing is loaded.
     *
     * @param jars the files to load; one that is no sound plugin stays in the result, for the load to say so
     * @param available the files to look in; those that are no sound plugins are passed over
     * @return {@code jars} and what they require, directly or through others; each after what it requires. What nobody
     *     has is missing, for the load to say so
     */
    public List<Path> withRequired(Collection<Path> jars, Collection<Path> available) {
        return lifecycle.withRequired(jars, available);
    }

    /**
     * Finds out what would become of the loaded plugins if a file replaced the plugin that has its id: which of those
     * that use it would not load with the new version, and why. Nothing is loaded or changed.
     *
     * @param jar the new version's file
     * @return the report
     * @throws PluginException with {@link Reason#BAD_IMAGE}, {@link Reason#LIMIT_EXCEEDED},
     *     {@link Reason#BAD_DESCRIPTOR}, {@link Reason#NOT_FOUND} if no plugin of that id is loaded,
     *     {@link Reason#BUSY} if it is not live, {@link Reason#INTERRUPTED} or {@link Reason#HOST_CLOSED}
     */
    public UpgradeReport planUpgrade(Path jar) {
        return UpgradeReport.of(lifecycle.planUpgrade(Objects.requireNonNull(jar, "jar")));
    }

    /**
     * Finds out what would come of loading a file now. Nothing is loaded, and no code of the plugin runs.
     *
     * @param jar the plugin's file
     * @return what the file says of itself, and everything for which it would be refused
     */
    public Inspection inspect(Path jar) {
        return dryRun().load(jar, LoadOptions.defaults());
    }

    /**
     * Finds out what would come of loading several files, one after the other.
     *
     * @return a dry run, for one thread
     */
    public DryRun dryRun() {
        return new DryRun(lifecycle.rehearsal());
    }

    /**
     * Unloads a plugin, in one attempt. If it is refused, nobody notices.
     *
     * @param id the plugin's id
     * @return what came of it
     * @throws PluginException as {@link #unload(String, UnloadOptions)}
     */
    public UnloadReport unload(String id) {
        return unload(id, UnloadOptions.defaults());
    }

    /**
     * Unloads a plugin. When this returns, its {@code stop} has run, its resources are closed, its threads have ended (of
     * those that it started by itself, what {@link UnloadReport#problems} can see), its class loader is closed and its id
     * is free, unless the report says otherwise. When this throws, nothing has changed, except where the reason says so.
     *
     * @param id the plugin's id
     * @param options how
     * @return what came of it
     * @throws PluginException with {@link Reason#NOT_FOUND}, {@link Reason#IN_USE}, {@link Reason#BUSY},
     *     {@link Reason#PERMANENT}, {@link Reason#SELF_UNLOAD}, {@link Reason#INTERRUPTED},
     *     {@link Reason#INTERNAL_ERROR}, {@link Reason#HOST_CLOSED}, or {@link Reason#DRAIN_TIMEOUT} (it stays going)
     */
    public UnloadReport unload(String id, UnloadOptions options) {
        return UnloadReport.of(lifecycle.unload(Objects.requireNonNull(id, "id"), options.unloading()));
    }

    /**
     * Unloads several plugins, each after those of them that require it. One that is refused stops none but those that it
     * requires; except with dependents, where nobody goes if it can be known before that one of them would be refused.
     *
     * @param ids the plugins' ids
     * @param group whether more than these plugins shall go
     * @param options how each of them is unloaded
     * @return one outcome for each plugin that was asked for or went, in the order in which they went; what would have
     *     gone as unused but is in use is not among them; where nobody goes, only the refusals
     */
    public List<UnloadOutcome> unloadAll(Collection<String> ids, UnloadGroup group, UnloadOptions options) {
        ids.forEach(id -> Objects.requireNonNull(id, "id"));
        return lifecycle.unloadAll(ids, group.dependents(), group.unusedDependencies(), options.unloading()).stream()
                .map(result -> new UnloadOutcome(result.id(), result.unloaded().map(UnloadReport::of),
                        result.refusal())).toList();
    }

    /**
     * Reloads a plugin from the file that it was loaded from, otherwise as {@link #reload(String, Path, UnloadOptions)}.
     *
     * @param id the plugin's id
     * @return what came of it
     * @throws PluginException as {@link #reload(String, Path, UnloadOptions)}
     */
    public ReloadReport reload(String id) {
        return reload(id, Optional.empty(), UnloadOptions.defaults());
    }

    /**
     * Unloads a plugin and everything that requires it, loads it anew, and puts the others back in their order, from the
     * bytes that they were loaded from. All keep their parameters, those set since included, and their load options. If
     * the new plugin does not come up, the old one is put back. In between, none of them serves.
     *
     * @param id the plugin's id
     * @param jar the new file, of the same id
     * @param options how each of them is unloaded
     * @return what came of it
     * @throws PluginException as {@link #unload(String, UnloadOptions)} for one that cannot be unloaded; what had been
     *     unloaded before it, if anything had, is back then, but for what requires one that a drain left going, which is
     *     named, and why it is not back is suppressed in it; as {@link #describe(Path)} for the new file, and
     *     {@link Reason#BAD_DESCRIPTOR} if it has another id; as {@link #load(Path)} if neither the new nor the old
     *     plugin came up (why the old one did not is suppressed in it)
     */
    public ReloadReport reload(String id, Path jar, UnloadOptions options) {
        return reload(id, Optional.of(Objects.requireNonNull(jar, "jar")), options);
    }

    private ReloadReport reload(String id, Optional<Path> jar, UnloadOptions options) {
        Lifecycle.Reloaded reloaded = lifecycle.reload(Objects.requireNonNull(id, "id"), jar, options.unloading());
        return new ReloadReport(handle(reloaded.plugin()), reloaded.failure(), reloaded.dependents().stream()
                .map(this::outcome).toList(), reloaded.unloaded().stream().map(UnloadReport::of).toList());
    }

    /**
     * A guarded service for whoever provides a type: at each call the provider with the highest ranking, then the
     * longest loaded. It never goes stale, unless a plugin owns the type, whose next load brings another. While nobody
     * provides the type, a call throws {@link PluginUnavailableException}. {@code equals}, {@code hashCode} and
     * {@code toString} never enter a plugin. Asked for again, it is the same one as a rule, and an equal one always.
     *
     * <p>The guard covers the call, not what the call returns: for an iterator, a stream, a future or a callback that
     * outlives it, {@linkplain #acquire(Class) hold a reference}.
     *
     * @param type a public interface
     * @param <T> the interface
     * @return the service
     * @throws IllegalArgumentException if the type cannot be guarded; the message says why
     */
    public <T> T service(Class<T> type) {
        return lifecycle.services().service(type, null);
    }

    /**
     * A guarded service for one symbol, otherwise as {@link #service(Class)}.
     *
     * @param type a public interface
     * @param name the symbol's name, by default the providing plugin's id
     * @param <T> the interface
     * @return the service
     * @throws IllegalArgumentException if the type cannot be guarded; the message says why
     */
    public <T> T service(Class<T> type, String name) {
        return lifecycle.services().service(type, Objects.requireNonNull(name, "name"));
    }

    /**
     * A guarded service for each present provider of a type, each bound to its own symbol: the highest ranking first,
     * then the longest loaded.
     *
     * @param type a public interface
     * @param <T> the interface
     * @return an immutable list, empty if there is none
     * @throws IllegalArgumentException if the type cannot be guarded; the message says why
     */
    public <T> List<T> services(Class<T> type) {
        return lifecycle.services().services(type);
    }

    /**
     * A counted reference to what the preferred provider of a type exports.
     *
     * @param type the type; it need not be an interface
     * @param <T> the type
     * @return the reference, to be closed
     * @throws PluginUnavailableException if nobody provides it
     */
    public <T> SymbolRef<T> acquire(Class<T> type) {
        return CountedRef.to(type, lifecycle.services(), null);
    }

    /**
     * A counted reference to one symbol.
     *
     * @param type the type; it need not be an interface
     * @param name the symbol's name, by default the providing plugin's id
     * @param <T> the type
     * @return the reference, to be closed
     * @throws PluginUnavailableException if nobody provides it
     */
    public <T> SymbolRef<T> acquire(Class<T> type, String name) {
        return CountedRef.to(type, lifecycle.services(), Objects.requireNonNull(name, "name"));
    }

    /**
     * The plugin table, from one snapshot, in load order. A plugin in quarantine is listed under its load number; its
     * id may be another's by then.
     *
     * @return an immutable list
     */
    public List<PluginInfo> plugins() {
        return lifecycle.plugins();
    }

    /**
     * The row of the plugin that has an id.
     *
     * @param id the id
     * @return the row, or empty if no plugin has it
     */
    public Optional<PluginInfo> plugin(String id) {
        return lifecycle.plugin(Objects.requireNonNull(id, "id"));
    }

    /**
     * Who uses whom, and why, from one snapshot.
     *
     * @return an immutable list, in load order of the users
     */
    public List<UseEdge> uses() {
        return lifecycle.edges().stream().map(edge -> new UseEdge(edge.userId(), edge.user(), edge.usedId(),
                edge.used(), edge.requirement().toString(), edge.packages(), edge.symbols())).toList();
    }

    /**
     * All visible symbols, by type, then in the order of preference.
     *
     * @return an immutable list
     */
    public List<SymbolInfo> symbols() {
        return lifecycle.symbols().stream().map(SymbolInfo::of).toList();
    }

    /**
     * The letters that stick to this host because of what was done to its plugins.
     *
     * @return an immutable set
     */
    public Set<Taint> taints() {
        return lifecycle.taints();
    }

    /**
     * Who defines which class, and who sees it.
     *
     * @return a view, which looks at what is loaded whenever it is asked
     */
    public ClassDirectory classes() {
        return new ClassDirectory(lifecycle.ownership());
    }

    /**
     * What this host has done so far.
     *
     * @return counts since it was built
     */
    public HostStatistics statistics() {
        return HostStatistics.of(lifecycle.counts(), lifecycle.journal().totals(), lifecycle.gracePeriods());
    }

    /**
     * Tells a listener of what happens from now on.
     *
     * @param listener the listener
     * @return the registration, which withdraws it
     */
    public Registration listen(PluginListener listener) {
        return lifecycle.listen(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Says why a plugin is not live, why it could not be unloaded now, and what still runs code of a load of it that is
     * over, in sentences. Looks at every platform thread, so it is for whoever has a problem, not for a loop.
     *
     * @param id the plugin's id; it need not be loaded
     * @return at least one sentence
     */
    public List<String> diagnose(String id) {
        return lifecycle.diagnose(Objects.requireNonNull(id, "id"));
    }

    /**
     * What happened, as far as it is remembered: about the last thousand events.
     *
     * @param after the number of the last event that is already known; 0 for none
     * @return the later ones, in order; empty if there are none
     */
    public List<HostEvent> events(long after) {
        return lifecycle.journal().after(after).stream().map(HostEvent::of).toList();
    }

    /**
     * As {@link #events(long)}, but waits for a later one if there is none yet.
     *
     * @param after the number of the last event that is already known
     * @param limit how long to wait at most; more than zero
     * @return the later ones, in order; empty if the time is up
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public List<HostEvent> awaitEvents(long after, Duration limit) throws InterruptedException {
        return lifecycle.journal().await(after, Durations.positive(limit, "limit").toMillis()).stream()
                .map(HostEvent::of).toList();
    }

    /**
     * A loaded plugin's parameters.
     *
     * @param id the plugin's id
     * @return the parameters, to be read and set
     */
    public PluginParameters parameters(String id) {
        return new PluginParameters(lifecycle, Objects.requireNonNull(id, "id"));
    }

    /**
     * Closes what is attached, then unloads everything and refuses loads from now on: the latest loaded first, dependents
     * before what they require. Calls in flight, and loads, unloads and closes by others, are waited for while there is
     * time; then the rest is forced. Counted references are not waited for: nobody need ever close them. What is
     * attached and lasts is closed by the close that had it leave; another one leaves it to that, and says so.
     *
     * @param limit how long calls may take to end, over all plugins; more than zero
     * @return what stayed or went wrong, one sentence for each; empty if nothing did
     */
    public List<String> shutdown(Duration limit) {
        Duration most = Durations.positive(limit, "limit");
        return attachments().close(() -> lifecycle.close(most));
    }

    /**
     * {@linkplain #shutdown Shuts down} with the host's own limit, and logs what stayed. Again, it does what is left.
     */
    @Override
    public void close() {
        shutdown(closeLimit);
    }

    Attachments attachments() {
        synchronized (lifecycle) {
            return attachments == null ? attachments = new Attachments() : attachments;
        }
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    private LoadOutcome outcome(Lifecycle.BatchResult result) {
        return new LoadOutcome(result.file(), result.plugin().map(this::handle), result.failure());
    }

    private PluginHandle handle(PluginInfo plugin) {
        return new PluginHandle(this, plugin.id(), plugin.version(), plugin.loadNumber());
    }
}
