package dev.hotplug.it.bench;

import dev.hotplug.rcu.RcuDomain;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A grace period alone, and while another thread enters and leaves read sections without a pause. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Benchmark)
public class GracePeriodBenchmark {

    private final RcuDomain rcu = new RcuDomain();

    /** Nobody reads. */
    @Benchmark
    public void idle() {
        rcu.synchronize();
    }

    /** One reads, as the other waits for it. */
    @Benchmark
    @Group("busy")
    public void synchronize() {
        rcu.synchronize();
    }

    /** A read section with nothing in it. */
    @Benchmark
    @Group("busy")
    public void read() {
        rcu.leave(rcu.enter());
    }

    /** A read section with nothing in it, while nobody waits. */
    @Benchmark
    public void readAlone() {
        rcu.leave(rcu.enter());
    }
}
