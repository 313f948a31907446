package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import dev.hotplug.it.bench.spi.Work;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread finds and calls plugins, while another loads and unloads some. Arguments: seconds, of each of the two
 * readings; how many plugins stay; how many come and go.
 *
 * <p>Calls on plugins that stay are timed, twice: first the reader makes no others, so that a time is that of the call;
 * then it also calls those that come and go, whose refusals cost contenders more or less, and cost the next calls their
 * caches. Calls on those that come and go are sorted: done; absent, said in the way that the contender promises; late,
 * on a plugin that had been told its end; failed in any other way.
 */
final class Churn implements Workload {

    /** Every so many calls on plugins that stay, one on a plugin that comes and goes. */
    private static final int VISIT = 4;
    private static final long WARM_NANOS = 1_500_000_000;

    private final AtomicInteger coming = new AtomicInteger();
    private final Times unloads = new Times();
    private final Map<String, Integer> failures = new TreeMap<>();
    private volatile boolean counting;
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
        List<Plug> plugs = Plug.first(ground.plugins(), staying + changing, false);
        for (Plug plug : plugs.subList(0, staying)) {
            contender.load(plug);
        }
        List<Plug> comers = plugs.subList(staying, staying + changing);
        String[] ids = ids(plugs.subList(0, staying));
        String[] comerIds = ids(comers);
        Thread writer = new Thread(() -> write(contender, comers), "writer");
        writer.start();
        read(contender, ids, comerIds, WARM_NANOS);
        read(contender, ids, null, WARM_NANOS);
        reset();
        Times alone = read(contender, ids, null, TimeUnit.SECONDS.toNanos(seconds));
        counting = true;
        Times between = read(contender, ids, comerIds, TimeUnit.SECONDS.toNanos(seconds));
        over = true;
        writer.join();
        report(report, "call on a plugin that stays", alone);
        report(report, "the same, between calls on some that come and go", between);
        report.figure("failed calls on plugins that stay", "calls", failedStaying);
        report.figure("late calls in 1000 cycles", "calls", late * 1e3 / cycles);
        report.figure("failed calls in 1000 cycles", "calls", failed * 1e3 / cycles);
        report.figure("failed loads and unloads in 1000 cycles", "times", refusals * 1e3 / cycles);
        report.figure("cycles of the writer a second", "1/s", (double) cycles / seconds);
        report.time("an unload meanwhile, median", "us", unloads.median());
        report.figure("calls on plugins that come and go", "calls", visits);
        failures.forEach((kind, count) -> System.err.println(count + " x " + kind));
    }

    private static void report(Report report, String name, Times calls) {
        report.time(name + ", p50", "ns", calls.quantile(0.5));
        report.time(name + ", p99.9", "ns", calls.quantile(0.999));
        report.time(name + ", p99.99", "ns", calls.quantile(0.9999));
        report.time(name + ", longest", "us", calls.max());
    }

    private static String[] ids(List<Plug> plugs) {
        return plugs.stream().map(Plug::id).toArray(String[]::new);
    }

    private void reset() {
        visits = 0;
        late = 0;
        failed = 0;
        failedStaying = 0;
        failures.clear();
    }

    /** Calls those that stay in turn; and, unless there are none, the one that is coming or going. */
    private Times read(Contender contender, String[] ids, String[] comers, long nanos) {
        Times calls = new Times();
        long until = System.nanoTime() + nanos;
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
            if (comers != null && turn % VISIT == 0) {
                visit(contender, comers[coming.get()]);
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

    private void write(Contender contender, List<Plug> comers) {
        int done = 0;
        int refused = 0;
        boolean counted = false;
        for (int turn = 0; !over; turn++) {
            if (counting && !counted) {
                counted = true;
                done = 0;
                refused = 0;
            }
            int comer = turn % comers.size();
            Plug plug = comers.get(comer);
            coming.set(comer);
            try {
                contender.load(plug);
                long loaded = System.nanoTime();
                contender.unload(plug.id());
                if (counted) {
                    unloads.add(System.nanoTime() - loaded);
                }
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
