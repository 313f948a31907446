package dev.hotplug.it.bench.workload;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import dev.hotplug.it.bench.spi.Work;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads plugins while one reader for each processor calls one that stays, and is idle for a while after each call, so
 * that there are processors for all. Arguments: how many; {@code publish}, or {@code stop}: then all readers stand still for
 * each link step, in which the plugin is entered into a list that they could not read meanwhile.
 */
final class Seeds implements Workload {

    private static final double[] SHARES = {0.5, 0.9, 0.99, 0.999, 0.9999};
    private static final long WARM_NANOS = 1_000_000_000;
    private static final long IDLE_NANOS = 50_000;

    private final int readers = Runtime.getRuntime().availableProcessors();
    private final Machine machine = new Machine(readers);
    private final List<String> linked = new ArrayList<>();
    private volatile boolean measured;
    private volatile boolean over;

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        boolean stopping = arguments[1].equals("stop");
        PluginHost host = PluginHost.builder().sharePackages(Work.class.getPackageName())
                .workDirectory(ground.work()).indexDirectory(ground.index().orElseThrow())
                .listener(new PluginListener() {
                    @Override
                    public void coming(PluginInfo plugin) {
                        link(plugin.id(), stopping && measured);
                    }
                }).build();
        host.load(Plug.of(ground.plugins(), 0, false).jar());
        Work staying = host.service(Work.class);
        List<Times> reads = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            Times own = new Times();
            reads.add(own);
            threads.add(new Thread(() -> read(staying, own), "reader-" + i));
        }
        threads.forEach(Thread::start);
        long warm = System.nanoTime() + WARM_NANOS;
        while (System.nanoTime() < warm) {
            LockSupport.parkNanos(warm - System.nanoTime());
        }
        measured = true;
        Times links = new Times();
        for (int i = 1; i <= count; i++) {
            long from = System.nanoTime();
            host.load(Plug.of(ground.plugins(), i, false).jar());
            links.add(System.nanoTime() - from);
        }
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Times all = new Times();
        reads.forEach(all::addAll);
        quantiles(report, "one load", links, "ms");
        quantiles(report, "one read", all, "us");
    }

    private void link(String id, boolean stop) {
        if (stop) {
            machine.stop(() -> linked.add(id));
        } else {
            linked.add(id);
        }
    }

    /** Both variants read in the same way; only one is ever stopped. */
    private void read(Work staying, Times reads) {
        while (!over) {
            long from = System.nanoTime();
            machine.poll();
            staying.run(1);
            if (measured) {
                reads.add(System.nanoTime() - from);
            }
            LockSupport.parkNanos(IDLE_NANOS);
        }
    }

    private static void quantiles(Report report, String what, Times times, String unit) {
        for (double share : SHARES) {
            if (times.count() * (1 - share) >= 1) {
                report.time(what + ", p" + new BigDecimal(Double.toString(share)).movePointRight(2)
                        .stripTrailingZeros().toPlainString(), unit, times.quantile(share));
            }
        }
        report.time(what + ", longest", unit, times.max());
    }
}
