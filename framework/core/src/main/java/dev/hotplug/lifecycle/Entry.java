package dev.hotplug.lifecycle;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.image.StagedImage;
import dev.hotplug.link.LinkCheck;
import dev.hotplug.loader.PluginClassLoader;
import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.rcu.PluginReference;
import dev.hotplug.rcu.TrackedReference;
import dev.hotplug.rcu.Trie;
import dev.hotplug.symbol.Owner;
import dev.hotplug.symbol.SymbolKey;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One load of one plugin: the kernel's {@code struct module}.
 *
 * <p>Four kinds of field. Those in the first block are guarded by the {@link WriterLock} and written by
 * {@link Registry} alone. Those in the second are written by the load sequence on its way and read by others only
 * after a later hold of that lock (a lookup by id, a claim), which orders them; {@code loader} is volatile because
 * stacks are compared with it at any time; so is what {@link #bind} finds. Those in the third are made when somebody
 * asks for them, under this object's monitor, as the parts of {@link LoadContext} are. The rest never changes.
 */
final class Entry {

    final long loadNumber;
    final Descriptor descriptor;
    final LoadAttempt attempt;
    final Path file;
    final String fingerprint;
    final long size;
    final PluginReference reference;
    final Owner owner;

    PluginState state = PluginState.UNFORMED;
    Instant since = Instant.now();
    /** Its place among those that have gone live, from 1, which is after all that it requires; 0 until then. */
    long liveNumber;
    /** Its load failed and is being undone; its id will be free. */
    boolean failing;
    /** The thread that unloads it, or {@code null}. It may be a plugin's, so it is not kept. */
    private WeakReference<Thread> claimedBy;
    /** An unload has turned its users away, for good; if that one gives up or fails, another goes on from there. */
    boolean stranded;
    /** A drain gave up waiting for the last of its users. */
    boolean drainedInVain;
    /** Immutable; replaced by others. */
    Set<Taint> taints = Set.of();
    final List<Entry> uses = new ArrayList<>();
    final Set<Entry> usedBy = new LinkedHashSet<>();
    /** Whether it holds the reference that it was made with, which keeps it while it comes up. */
    private boolean initialHeld = true;
    /** Those that use it and can be seen. */
    Trie<Entry> formedUsers = Trie.empty();
    /** The symbols that are its own until it is unlinked. */
    final List<SymbolKey> reserved = new ArrayList<>();

    /** What it asked its context for. In words, since a class would be pinned. */
    final Set<Asked> askedFor = ConcurrentHashMap.newKeySet();

    /** How long its load took. A reader who is too early finds 0. */
    volatile long loadNanos;

    Arena.Grant grant;
    /** The ids of the plugins that it uses, by load number. */
    Map<Long, String> providers = Map.of();
    LinkPlan plan;
    /** {@link Linkable#api}, once it is linked; empty where nobody asks. */
    String api;
    StagedImage staged;
    GuardedArchive archive;
    volatile PluginClassLoader loader;
    Exports exports;
    LoadContext context;
    Plugin instance;
    /** Whether {@code start} returned, so that {@code stop} is owed. */
    boolean started;

    /** Made when somebody asks for it, as few do. Guarded by this. */
    private EventQueue events;
    private volatile ParameterBinding parameters;

    /**
     * A symbol that it asked its context for.
     *
     * @param provider the load that provided it
     * @param symbol type and name
     */
    record Asked(long provider, String symbol) {
    }

    Entry(long loadNumber, LoadAttempt attempt, Quarantine quarantine, boolean trackHolders) {
        this.loadNumber = loadNumber;
        this.attempt = attempt;
        this.descriptor = attempt.descriptor;
        this.file = attempt.file;
        this.fingerprint = attempt.image.fingerprint();
        this.size = attempt.image.size();
        Runnable lastGone = new LastGone(this, quarantine);
        this.reference = trackHolders ? TrackedReference.beginning(lastGone) : new PluginReference(lastGone);
        this.owner = new Owner(loadNumber, descriptor.id(), descriptor.version(), reference);
    }

    /** Told by the reference when its last user has gone. */
    private static final class LastGone implements Runnable {

        private final Entry entry;
        private final Quarantine quarantine;

        LastGone(Entry entry, Quarantine quarantine) {
            this.entry = entry;
            this.quarantine = quarantine;
        }

        @Override
        public void run() {
            quarantine.recheck(entry);
        }
    }

    String id() {
        return descriptor.id();
    }

    /** Id and version, as messages name it. */
    String label() {
        return descriptor.label();
    }

    /** A second call does nothing: it would put a reference that is another's. */
    void putInitial() {
        if (initialHeld) {
            initialHeld = false;
            reference.put();
        }
    }

    /** Lets this thread be the one that unloads it. By identity: a thread's class may be a plugin's, and say any id. */
    void claim() {
        claimedBy = new WeakReference<>(Thread.currentThread());
    }

    void disclaim() {
        claimedBy = null;
    }

    /** Whether it is going for good, not because its load fails. With the writer lock held. */
    boolean isLeaving() {
        return state == PluginState.GOING && !failing;
    }

    /** Whether some thread unloads it. With the writer lock held. */
    boolean isClaimed() {
        return claimedBy != null;
    }

    /** Whether this thread unloads it. With the writer lock held. */
    boolean isClaimedHere() {
        return claimedBy != null && claimedBy.refersTo(Thread.currentThread());
    }

    void taint(Taint taint) {
        Set<Taint> all = new HashSet<>(taints);
        all.add(taint);
        taints = Set.copyOf(all);
    }

    /** Its events, in order. */
    synchronized EventQueue events() {
        if (events == null) {
            events = new EventQueue();
        }
        return events;
    }

    /** Its parameters; none, until they are {@linkplain #bind bound}. */
    ParameterBinding parameters() {
        ParameterBinding known = parameters;
        return known == null ? ParameterBinding.none(this) : known;
    }

    /** Finds the parameters of its entry object; on the way the JVM may run code of the plugin. */
    ParameterBinding bind(Object target) {
        ParameterBinding found = ParameterBinding.of(this, target);
        parameters = found;
        return found;
    }

    /** Whether nobody holds it and no thread of it runs, once new users are turned away. */
    boolean isQuiet() {
        return reference.isReleased() && (context == null || !context.hasThreads());
    }

    /** What left it going, as messages name it. With the writer lock held, or for who has claimed it. */
    String strandedBy() {
        return drainedInVain ? "a drain" : "an unload that failed";
    }

    /**
     * Whether an unload gave it up and nobody goes on from there, so that it never goes by itself. With the writer lock
     * held.
     */
    boolean isAdrift() {
        return stranded && !isClaimed();
    }

    /** Whether it owns no id any more and is kept until nothing of it is in use. With the writer lock held. */
    boolean isQuarantined() {
        return taints.contains(Taint.QUARANTINED);
    }

    /** The live ones that use it, directly or through others, in load order. With the writer lock held. */
    List<Entry> liveUsers() {
        TreeMap<Long, Entry> found = new TreeMap<>();
        List<Entry> next = new ArrayList<>(usedBy);
        while (!next.isEmpty()) {
            Entry user = next.remove(next.size() - 1);
            if (user.state == PluginState.LIVE && found.put(user.loadNumber, user) == null) {
                next.addAll(user.usedBy);
            }
        }
        return List.copyOf(found.values());
    }

    /** As what others link against. */
    Linkable linkable() {
        return new Linkable(exporter(), api);
    }

    /**
     * API digests of the public types that it exports, by internal name, from its plan or its classes.
     *
     * @throws java.io.UncheckedIOException if these cannot be read, because it is being unloaded
     */
    Map<String, String> digests() {
        return plan.digests().isEmpty() ? LinkCheck.digests(archive, plan) : plan.digests();
    }

    private LinkPlan.Exporter exporter() {
        return new LinkPlan.Exporter(loadNumber, label(), Set.copyOf(descriptor.exportedPackages()), plan.exported(),
                this::classFile, this::exporterOf);
    }

    /** Whom it imports a package from. Its use edges stand still while somebody links against it. */
    private LinkPlan.Exporter exporterOf(String packageName) {
        Long number = plan.imports().get(packageName);
        return number == null ? null : uses.stream().filter(provider -> provider.loadNumber == number).findFirst()
                .map(Entry::exporter).orElse(null);
    }

    private byte[] classFile(String internalName) {
        ClassArchive.Entry file = archive.find(internalName + ".class");
        try {
            return file == null ? null : file.read();
        } catch (IOException failure) {
            throw new PluginException(Reason.INTERNAL_ERROR, id(), label() + ": " + internalName + " cannot be read: "
                    + Refusal.describe(failure), failure);
        }
    }

    @Override
    public String toString() {
        return label() + " #" + loadNumber;
    }
}
