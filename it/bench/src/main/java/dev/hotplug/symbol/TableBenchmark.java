package dev.hotplug.symbol;

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
import org.openjdk.jmh.annotations.Warmup;

/** Finding a symbol among those of many plugins, and replacing the table. Stands in the package that it measures. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Benchmark)
public class TableBenchmark {

    private GuardedSymbol symbol;

    /** Binds the symbol that is looked up. */
    @Setup
    public void bind(FilledTable filled) {
        symbol = new GuardedSymbol(filled.published::acquire, filled.type, null);
    }

    /** One acquire-load of the newest table, one look into it. */
    @Benchmark
    public Object lookUp(FilledTable filled) {
        return filled.published.acquire().of(filled.type).first().instance();
    }

    /** All providers of a type, in their order. */
    @Benchmark
    public Object allProviders(FilledTable filled) {
        return filled.published.acquire().providers(filled.type);
    }

    /** What a guarded service does at its first call after its provider has come or gone. */
    @Benchmark
    public Object bindAnew() {
        return symbol.first().instance;
    }

    /** What {@code host.acquire} does, and giving it back. */
    @Benchmark
    public Object acquireAndPut() {
        Provider provider = symbol.get();
        provider.owner().reference().put();
        return provider;
    }

    /** The writer's part: one plugin's symbols into a new table, and that one published. */
    @Benchmark
    public Object publish(FilledTable filled) {
        SymbolTable before = filled.published.acquire();
        SymbolTable next = before.with(filled.oneMore);
        filled.published.publishRelease(next);
        filled.published.publishRelease(before);
        return next;
    }
}
