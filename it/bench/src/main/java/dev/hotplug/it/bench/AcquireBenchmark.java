package dev.hotplug.it.bench;

import dev.hotplug.SymbolRef;
import dev.hotplug.it.bench.spi.Adder;
import dev.hotplug.rcu.PluginReference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A counted reference, got and given back: by the host's API, and the count alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Benchmark)
public class AcquireBenchmark {

    private LoadedHost loaded;
    private PluginReference reference;

    /** Loads the plugin. */
    @Setup
    public void load() {
        loaded = LoadedHost.open();
        reference = new PluginReference(() -> { });
    }

    /** Unloads it. */
    @TearDown
    public void close() {
        loaded.close();
    }

    /** {@code host.acquire(Type)}, a call, {@code close()}. */
    @Benchmark
    public int acquireCallClose() {
        try (SymbolRef<Adder> pin = loaded.host().acquire(Adder.class)) {
            return pin.get().addOne(1);
        }
    }

    /** The count alone. */
    @Benchmark
    public boolean getAndPut() {
        return reference.tryGet() && reference.put();
    }
}
