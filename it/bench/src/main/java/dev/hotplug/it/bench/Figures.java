package dev.hotplug.it.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What JMH measured in some rounds, each a run of everything in new JVMs. A ratio is the median of the ratios within one
 * round each, so that a machine that is busy for a while spoils one round and not the comparison.
 */
final class Figures {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** One for each round; by name, as {@code guarded/2} for two threads. */
    private final List<Map<String, Double>> nanos = new ArrayList<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    /** One more round. */
    void round(int... threads) throws RunnerException {
        Map<String, Double> round = new TreeMap<>();
        for (int count : threads) {
            add(round, run(count, CallBenchmark.class.getSimpleName()));
        }
        add(round, run(1, "TableBenchmark.(lookUp|bindAnew)"));
        add(round, run(1, AcquireBenchmark.class.getSimpleName()));
        nanos.add(round);
    }

    private static Collection<RunResult> run(int threads, String pattern) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(pattern).threads(threads).forks(1)
                .addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT);
        return new Runner(options.build()).run();
    }

    private void add(Map<String, Double> round, Collection<RunResult> results) {
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            String name = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1)
                    + params.getParamsKeys().stream().map(key -> ":" + params.getParam(key)).reduce("", String::concat)
                    + "/" + params.getThreads();
            round.put(name, median(iterations(result)));
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                bytes.merge(name, allocated.getScore(), Math::max);
            }
        }
    }

    private static double[] iterations(RunResult result) {
        return result.getBenchmarkResults().stream().map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream).mapToDouble(iteration -> iteration.getPrimaryResult().getScore()).toArray();
    }

    double nanos(String name) {
        return median(nanos.stream().mapToDouble(round -> round.get(name)).toArray());
    }

    double difference(String name, String from) {
        return median(nanos.stream().mapToDouble(round -> round.get(name) - round.get(from)).toArray());
    }

    double ratio(String name, String to) {
        return median(nanos.stream().mapToDouble(round -> round.get(name) / round.get(to)).toArray());
    }

    /** The most that any round saw. */
    double bytes(String name) {
        return bytes.get(name);
    }

    /** All names, in alphabetical order. */
    Collection<String> names() {
        return bytes.keySet();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
