package dev.hotplug.it.bench.workload;

import com.sun.management.ThreadMXBean;
import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import dev.hotplug.it.bench.spi.Work;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Finds and calls services: of one plugin, of any, of all. Argument: how many plugins there are. */
final class Lookup implements Workload {

    private static final long BATCH_NANOS = 300_000_000;
    private static final int WARM_BATCHES = 3;
    private static final int BATCHES = 5;
    private static final int AT_ONCE = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int sink;

    private interface Find {
        int found(int turn) throws Exception;
    }

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        List<Plug> plugs = Plug.first(ground.plugins(), Integer.parseInt(arguments[0]), false);
        contender.boot(ground);
        contender.loadAll(plugs);
        String[] ids = plugs.stream().map(Plug::id).toArray(String[]::new);
        measure("one by plugin, found and called", "ns", report,
                turn -> contender.service(ids[turn % ids.length]).run(1));
        measure("any, found and called", "ns", report, turn -> contender.any().run(1));
        measure("all, found", "us", report, turn -> {
            int count = 0;
            for (Work work : contender.services()) {
                count += work == null ? 0 : 1;
            }
            if (count != ids.length) {
                throw new IllegalStateException(count + " services (expected: " + ids.length + ")");
            }
            return count;
        });
        measure("all, found and called", "us", report, turn -> {
            int sum = 0;
            for (Work work : contender.services()) {
                sum += work.run(1);
            }
            return sum;
        });
    }

    private void measure(String what, String unit, Report report, Find find) throws Exception {
        Times batches = new Times();
        double bytes = 0;
        for (int batch = 0; batch < WARM_BATCHES + BATCHES; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long from = System.nanoTime();
            long turns = 0;
            while (System.nanoTime() - from < BATCH_NANOS) {
                // The clock costs as much as the quickest lookup; ask it seldom.
                for (int i = 0; i < AT_ONCE; i++) {
                    sink += find.found((int) (turns++ & Integer.MAX_VALUE));
                }
            }
            if (batch >= WARM_BATCHES) {
                // Thousandths, so that a few nanoseconds are not rounded.
                batches.add((System.nanoTime() - from) * 1000 / turns);
                bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / turns;
            }
        }
        report.time(what, unit, batches.median() / 1000);
        report.figure(what + ", allocated", "bytes", bytes);
    }
}
