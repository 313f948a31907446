package dev.hotplug.it.bench;

import dev.hotplug.it.bench.spi.Adder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A host that can name who holds a plugin. Apart from the others, because a JVM that has no such host compiles every
 * guarded call for the one kind of reference that it knows.
 */
@State(Scope.Benchmark)
public class TrackingHost {

    private LoadedHost loaded;
    private Adder service;

    /** Loads the plugin. */
    @Setup
    public void load() {
        loaded = LoadedHost.open(builder -> builder.trackHolders(true));
        service = loaded.host().service(Adder.class);
    }

    /** Unloads it. */
    @TearDown
    public void close() {
        loaded.close();
    }

    Adder service() {
        return service;
    }
}
