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

    private enum Phase { UP, STOPPING, GONE }

    private final Entry entry;
    private final Registry registry;
    private final Services services;
    private final Path dataDirectory;
    private final ManagedResources resources = new ManagedResources();
    private final System.Logger logger;
    private final HostView host;

    private volatile Phase phase = Phase.UP;
    private volatile String farewell;

    LoadContext(Entry entry, Lifecycle lifecycle) {
        this.entry = entry;
        this.registry = lifecycle.registry();
        this.services = lifecycle.services();
        this.dataDirectory = lifecycle.dataDirectory().resolve(entry.id());
        this.logger = new PluginLogger(entry.id());
        this.host = new LoadHostView(this, lifecycle);
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
        return entry.providers.containsValue(id);
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
        if (!entry.exports.add(key, ranking, service, registry, entry)) {
            throw new IllegalStateException(entry.label() + ": export of " + key
                    + ": its start is over; export everything in start");
        }
    }

    @Override
    public <T> T require(Class<T> type) {
        requireNotGone();
        return services.require(entry, type, null);
    }

    @Override
    public <T> T require(Class<T> type, String name) {
        requireNotGone();
        return services.require(entry, type, Objects.requireNonNull(name, "name"));
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        requireNotGone();
        return services.find(type, null);
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        requireNotGone();
        return services.find(type, Objects.requireNonNull(name, "name"));
    }

    @Override
    public <T> List<T> findAll(Class<T> type) {
        requireNotGone();
        return services.services(type);
    }

    @Override
    public <R extends AutoCloseable> R manage(R resource) {
        Objects.requireNonNull(resource, "resource");
        if (phase == Phase.UP && resources.add(resource)) {
            return resource;
        }
        IllegalStateException refusal = new IllegalStateException(entry.label() + ": manage: "
                + (phase == Phase.GONE ? farewell : "it is being unloaded") + "; the resource was closed");
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
        return entry.threads.executor();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        requireNotGone();
        return entry.threads.scheduler();
    }

    @Override
    public System.Logger logger() {
        requireNotGone();
        return logger;
    }

    @Override
    public Path dataDirectory() {
        requireNotGone();
        try {
            return Files.createDirectories(dataDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException(entry.label() + ": cannot make its data directory " + dataDirectory, e);
        }
    }

    @Override
    public HostView host() {
        requireNotGone();
        return host;
    }

    ManagedResources resources() {
        return resources;
    }

    Entry entry() {
        return entry;
    }

    /** From now on nothing new is exported, managed or started. */
    void stopping() {
        if (phase == Phase.UP) {
            phase = Phase.STOPPING;
        }
    }

    /** From now on everything is refused, with a message that says when the plugin left. */
    void gone(String message) {
        farewell = message;
        phase = Phase.GONE;
    }

    void requireNotGone() {
        if (phase == Phase.GONE) {
            throw new IllegalStateException(farewell);
        }
    }

    private void requireUp() {
        requireNotGone();
        if (phase != Phase.UP) {
            throw new IllegalStateException(entry.label() + ": it is being unloaded; nothing new can begin");
        }
    }
}
