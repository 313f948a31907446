package dev.hotplug;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Registration;
import dev.hotplug.api.Taint;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Signatures only, until the lifecycle package stands. */
public final class PluginHost implements AutoCloseable {
    private PluginHost() { }
    public static Builder builder() { throw new UnsupportedOperationException(); }
    public PluginHandle load(Path jar) { throw new UnsupportedOperationException(); }
    public PluginHandle load(Path jar, LoadOptions options) { throw new UnsupportedOperationException(); }
    public List<LoadOutcome> loadAll(Collection<Path> jars) { throw new UnsupportedOperationException(); }
    public PluginDescription describe(Path jar) { throw new UnsupportedOperationException(); }
    public PluginDescription describe(String id) { throw new UnsupportedOperationException(); }
    public UnloadReport unload(String id) { throw new UnsupportedOperationException(); }
    public UnloadReport unload(String id, UnloadOptions options) { throw new UnsupportedOperationException(); }
    public <T> T service(Class<T> type) { throw new UnsupportedOperationException(); }
    public <T> T service(Class<T> type, String name) { throw new UnsupportedOperationException(); }
    public <T> List<T> services(Class<T> type) { throw new UnsupportedOperationException(); }
    public <T> SymbolRef<T> acquire(Class<T> type) { throw new UnsupportedOperationException(); }
    public <T> SymbolRef<T> acquire(Class<T> type, String name) { throw new UnsupportedOperationException(); }
    public List<PluginInfo> plugins() { throw new UnsupportedOperationException(); }
    public Optional<PluginInfo> plugin(String id) { throw new UnsupportedOperationException(); }
    public List<SymbolInfo> symbols() { throw new UnsupportedOperationException(); }
    public Set<Taint> taints() { throw new UnsupportedOperationException(); }
    public Registration listen(PluginListener listener) { throw new UnsupportedOperationException(); }
    @Override public void close() { throw new UnsupportedOperationException(); }

    /** Builds a host. */
    public static final class Builder {
        Builder() { }
        public Builder hostClassLoader(ClassLoader loader) { return this; }
        public Builder sharePackages(String... packages) { return this; }
        public Builder workDirectory(Path directory) { return this; }
        public Builder dataDirectory(Path directory) { return this; }
        public Builder startLimit(java.time.Duration limit) { return this; }
        public Builder stopLimit(java.time.Duration limit) { return this; }
        public Builder waitLimit(java.time.Duration limit) { return this; }
        public Builder listener(PluginListener listener) { return this; }
        public PluginHost build() { throw new UnsupportedOperationException(); }
    }
}
