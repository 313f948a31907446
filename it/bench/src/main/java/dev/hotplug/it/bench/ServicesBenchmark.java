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

/** All services of a type, by the host's API. {@code -prof gc} says what they cost in memory: nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Benchmark)
public class ServicesBenchmark {

    private LoadedHost loaded;

    /** Loads a plugin. */
    @Setup
    public void load() {
        loaded = LoadedHost.open();
    }

    /** Unloads it. */
    @TearDown
    public void close() {
        loaded.close();
    }

    /** {@code host.services(Type)}. */
    @Benchmark
    public Object all() {
        return loaded.host().services(Adder.class);
    }

    /** Each of them, called. */
    @Benchmark
    public int callAll() {
        int sum = 0;
        for (Adder adder : loaded.host().services(Adder.class)) {
            sum = adder.addOne(sum);
        }
        return sum;
    }
}
