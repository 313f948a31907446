package dev.hotplug.lifecycle;

import dev.hotplug.api.HostView;
import dev.hotplug.api.PluginContext;
import dev.hotplug.symbol.SymbolKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** What one load of a plugin sees of its host. */
final class LoadContext implements PluginContext {

    private final Entry entry;
    private final Lifecycle lifecycle;
    private final Callers callers;

    /*
     * Made when the plugin, or its end, asks for it; most ask for few. Written under the entry's monitor, since this
     * object's own is the plugin's to hold.
     */
    private ManagedResources resources;
    private System.Logger logger;
    private HostView host;
    /** Read without it, too. */
    private volatile PluginThreads threads;

    private volatile boolean stopping;
    /** Why everything is refused, or {@code null} as long as it is not. */
    private volatile String farewell;

    LoadContext(Entry entry, Lifecycle lifecycle, Callers callers) {
        this.entry = entry;
        this.lifecycle = lifecycle;
        this.callers = callers;
    }

    @Override
    public String id() {
        return entry.id();
    }

    @Override
    public String version() {
        return entry.descriptor.version();
    }

    @Override
    public boolean uses(String id) {
        requireNotGone();
        return entry.providers.containsValue(Objects.requireNonNull(id, "id"));
    }

    @Override
    public <T> void export(Class<T> type, T service) {
        export(type, id(), 0, service);
    }

    @Override
    public <T> void export(Class<T> type, String name, T service) {
        export(type, name, 0, service);
    }

    @Override
    public <T> void export(Class<T> type, String name, int ranking, T service) {
        requireUp();
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(service, "service");
        if (!type.isInstance(service)) {
            throw new IllegalArgumentException(entry.label() + ": export of " + type.getName() + ": expected an instance"
                    + " of it, found one of " + service.getClass().getName());
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException(entry.label() + ": export of " + type.getName()
                    + ": expected a name that is not blank");
        }
        SymbolKey key = new SymbolKey(type, name);
        if (!entry.exports.add(key, ranking, service, lifecycle.registry(), entry)) {
            throw new IllegalStateException(entry.label() + ": export of " + key
                    + ": its start is over; export everything in start");
        }
    }

    @Override
    public <T> T require(Class<T> type) {
        requireNotGone();
        return lifecycle.services().require(entry, type, null);
    }

    @Override
    public <T> T require(Class<T> type, String name) {
        requireNotGone();
        return lifecycle.services().require(entry, type, Objects.requireNonNull(name, "name"));
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        requireNotGone();
        return lifecycle.services().find(type, null);
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        requireNotGone();
        return lifecycle.services().find(type, Objects.requireNonNull(name, "name"));
    }

    @Override
    public <T> List<T> findAll(Class<T> type) {
        requireNotGone();
        return lifecycle.services().services(type);
    }

    @Override
    public <R extends AutoCloseable> R manage(R resource) {
        return manage("manage", Objects.requireNonNull(resource, "resource"), "the resource was closed");
    }

    /** Manages what the plugin asked for under another name, which a refusal then bears. */
    <R extends AutoCloseable> R manage(String what, R resource, String closed) {
        if (isUp() && resources().add(resource)) {
            return resource;
        }
        String gone = farewell;
        IllegalStateException refusal = new IllegalStateException(entry.label() + ": " + what + ": "
                + (gone == null ? "it is being unloaded" : gone) + "; " + closed);
        try {
            resource.close();
        } catch (Exception e) {
            refusal.addSuppressed(e);
        }
        throw refusal;
    }

    @Override
    public Map<String, String> parameters() {
        return entry.attempt.parameters;
    }

    @Override
    public ExecutorService executor() {
        requireNotGone();
        return threads().executor();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        requireNotGone();
        return threads().scheduler();
    }

    @Override
    public System.Logger logger() {
        requireNotGone();
        synchronized (entry) {
            if (logger == null) {
                logger = new PluginLogger(entry.id());
            }
            return logger;
        }
    }

    @Override
    public Path dataDirectory() {
        requireNotGone();
        Path directory = lifecycle.dataDirectory().resolve(entry.id());
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(entry.label() + ": cannot make its data directory " + directory, e);
        }
    }

    @Override
    public HostView host() {
        requireNotGone();
        synchronized (entry) {
            if (host == null) {
                host = LoadHostView.of(this, lifecycle);
            }
            return host;
        }
    }

    ManagedResources resources() {
        synchronized (entry) {
            if (resources == null) {
                resources = new ManagedResources();
            }
            return resources;
        }
    }

    PluginThreads threads() {
        synchronized (entry) {
            if (threads == null) {
                threads = new PluginThreads(entry, lifecycle.arena(), callers, lifecycle.quarantine());
            }
            return threads;
        }
    }

    /** Whether a thread of the plugin runs, or may begin to. */
    boolean hasThreads() {
        PluginThreads known = threads;
        return known != null && known.anyAlive();
    }

    Entry entry() {
        return entry;
    }

    /** From now on nothing new is exported, managed or started. */
    void stopping() {
        stopping = true;
    }

    /** From now on everything is refused, with a message that says when the plugin left. */
    void gone(String message) {
        farewell = message;
    }

    void requireNotGone() {
        String gone = farewell;
        if (gone != null) {
            throw new IllegalStateException(gone);
        }
    }

    private boolean isUp() {
        return !stopping && farewell == null;
    }

    private void requireUp() {
        requireNotGone();
        if (!isUp()) {
            throw new IllegalStateException(entry.label() + ": it is being unloaded; nothing new can begin");
        }
    }
}
