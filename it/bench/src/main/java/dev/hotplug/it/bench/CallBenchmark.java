package dev.hotplug.it.bench;

import dev.hotplug.it.bench.spi.Adder;
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

/**
 * One call of a plugin's object, all threads on the same one. Every way leads to the same object of the same plugin;
 * {@link #direct} is what is left without any guard.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Benchmark)
public class CallBenchmark {

    private LoadedHost loaded;
    private Adder raw;
    private Adder service;
    private Adder atomicStub;
    private Adder proxyStub;

    /** Loads the plugin. */
    @Setup
    public void load() {
        loaded = LoadedHost.open();
        raw = loaded.raw();
        service = loaded.host().service(Adder.class);
        atomicStub = new AtomicAdder(raw);
        proxyStub = ProxiedAdder.of(raw);
    }

    /** Unloads it. */
    @TearDown
    public void close() {
        loaded.close();
    }

    /** No guard. */
    @Benchmark
    public int direct() {
        return raw.addOne(1);
    }

    /** What {@code host.service(Type)} gives. */
    @Benchmark
    public int guarded() {
        return service.addOne(1);
    }

    /** The same of a host that can name who holds a plugin. */
    @Benchmark
    public int tracked(TrackingHost tracking) {
        return tracking.service().addOne(1);
    }

    /** The floor. */
    @Benchmark
    public int fenced(FencedCell cell) {
        return cell.call(raw, 1);
    }

    /** One counter for all threads. */
    @Benchmark
    public int atomic() {
        return atomicStub.addOne(1);
    }

    /** One counter for all threads, by reflection. */
    @Benchmark
    public int proxy() {
        return proxyStub.addOne(1);
    }
}
