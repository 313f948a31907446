package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import dev.hotplug.it.bench.spi.Work;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread finds and calls plugins, while another loads and unloads some. Arguments: seconds; how many plugins stay;
 * how many come and go.
 *
 * <p>Calls on plugins that stay are timed. Calls on those that come and go are sorted: done; absent, said in the way
 * that the contender promises; late, on a plugin that had been told its end; failed in any other way.
 */
final class Churn implements Workload {

    /** Every so many calls on plugins that stay, one on a plugin that comes and goes. */
    private static final int VISIT = 4;
    private static final long WARM_NANOS = 1_500_000_000;

    private final AtomicInteger coming = new AtomicInteger();
    private final Map<String, Integer> failures = new TreeMap<>();
    private volatile boolean warm;
    private volatile boolean over;
    private int cycles;
    private int refusals;
    private long visits;
    private long late;
    private long failed;
    private long failedStaying;

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        long seconds = Long.parseLong(arguments[0]);
        int staying = Integer.parseInt(arguments[1]);
        int changing = Integer.parseInt(arguments[2]);
        contender.boot(ground);
        for (int i = 0; i < staying; i++) {
            contender.load(Plug.of(ground.plugins(), i, false));
        }
        Thread writer = new Thread(() -> write(contender, ground, staying, changing), "writer");
        writer.start();
        read(contender, ground, staying, System.nanoTime() + WARM_NANOS);
        warm = true;
        reset();
        Times calls = read(contender, ground, staying, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        over = true;
        writer.join();
        report.time("call on a plugin that stays, p50", "ns", calls.quantile(0.5));
        report.time("call on a plugin that stays, p99.9", "ns", calls.quantile(0.999));
        report.time("call on a plugin that stays, p99.99", "ns", calls.quantile(0.9999));
        report.time("call on a plugin that stays, longest", "us", calls.max());
        report.figure("failed calls on plugins that stay", "calls", failedStaying);
        report.figure("late calls in 1000 cycles", "calls", late * 1e3 / cycles);
        report.figure("failed calls in 1000 cycles", "calls", failed * 1e3 / cycles);
        report.figure("failed loads and unloads in 1000 cycles", "times", refusals * 1e3 / cycles);
        report.figure("cycles of the writer a second", "1/s", (double) cycles / seconds);
        report.figure("calls on plugins that come and go", "calls", visits);
        failures.forEach((kind, count) -> System.err.println(count + " x " + kind));
    }

    private void reset() {
        visits = 0;
        late = 0;
        failed = 0;
        failedStaying = 0;
        failures.clear();
    }

    private Times read(Contender contender, Ground ground, int staying, long until) {
        Times calls = new Times();
        String[] ids = Plug.first(ground.plugins(), staying, false).stream().map(Plug::id).toArray(String[]::new);
        for (int turn = 0; System.nanoTime() < until; turn++) {
            String id = ids[(turn & Integer.MAX_VALUE) % ids.length];
            long from = System.nanoTime();
            try {
                contender.service(id).run(turn);
            } catch (Throwable e) {
                failedStaying++;
                failures.merge("staying: " + kind(e), 1, Integer::sum);
            }
            calls.add(System.nanoTime() - from);
            if (turn % VISIT == 0) {
                visit(contender, Plug.of(ground.plugins(), staying + coming.get(), false).id());
            }
        }
        return calls;
    }

    private void visit(Contender contender, String id) {
        visits++;
        try {
            Work work = contender.service(id);
            if (work != null && work.run(1) == Work.ENDED) {
                late++;
            }
        } catch (Throwable e) {
            if (!contender.saysGone(e)) {
                failed++;
                failures.merge(kind(e), 1, Integer::sum);
            }
        }
    }

    private static String kind(Throwable thrown) {
        return thrown.getClass().getName() + ": " + String.valueOf(thrown.getMessage()).replaceAll("p\\d{4}", "p#");
    }

    private void write(Contender contender, Ground ground, int staying, int changing) {
        int done = 0;
        int refused = 0;
        boolean measured = false;
        for (int turn = 0; !over; turn++) {
            if (warm && !measured) {
                measured = true;
                done = 0;
                refused = 0;
            }
            Plug plug = Plug.of(ground.plugins(), staying + turn % changing, false);
            coming.set(turn % changing);
            try {
                contender.load(plug);
                contender.unload(plug.id());
            } catch (Exception e) {
                refused++;
                clear(contender, plug.id());
            }
            done++;
        }
        cycles = done;
        refusals = refused;
    }

    /** What a failed load or unload left, so that the next one has a chance. */
    private static void clear(Contender contender, String id) {
        try {
            contender.unload(id);
        } catch (Exception nothingLeft) {
            // Counted already.
            return;
        }
    }
}
