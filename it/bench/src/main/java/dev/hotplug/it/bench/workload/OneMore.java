package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One more load and first call, and one unload, with more and more plugins there: in a warm JVM, medians. Arguments:
 * how many times each; a comma-separated list of how many plugins are there. Of the directory, the plugins after those are
 * loaded and unloaded.
 */
final class OneMore implements Workload {

    private static final int WARM = 400;

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        int times = Integer.parseInt(arguments[0]);
        int[] levels = Arrays.stream(arguments[1].split(",")).mapToInt(Integer::parseInt).toArray();
        int extra = levels[levels.length - 1];
        contender.boot(ground);
        Plug staying = Plug.of(ground.plugins(), 0, false);
        contender.load(staying);
        for (int i = 0; i < WARM; i++) {
            cycle(contender, Plug.of(ground.plugins(), extra + i % times, false), new Times(), new Times());
        }
        int there = 1;
        for (int level : levels) {
            for (; there < level; there++) {
                contender.load(Plug.of(ground.plugins(), there, false));
            }
            Times loads = new Times();
            Times unloads = new Times();
            for (int i = 0; i < times; i++) {
                cycle(contender, Plug.of(ground.plugins(), extra + i, false), loads, unloads);
            }
            report.time("one more load and first call, " + level + " there", "us", loads.median());
            report.time("one unload, " + level + " there", "us", unloads.median());
            Times busy = whileReading(contender, staying, ground, extra, times);
            // Not everybody can do this.
            if (busy.count() == times) {
                report.time("one unload, " + level + " there, a reader active", "us", busy.median());
            }
        }
    }

    private static Times whileReading(Contender contender, Plug staying, Ground ground, int extra, int times)
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                try {
                    contender.service(staying.id()).run(1);
                } catch (Exception e) {
                    failure.set(e);
                }
            }
        });
        reader.start();
        Times unloads = new Times();
        for (int i = 0; i < times; i++) {
            Plug plug = Plug.of(ground.plugins(), extra + i, false);
            try {
                cycle(contender, plug, new Times(), unloads);
            } catch (Exception e) {
                System.err.println("the writer: " + e);
                clear(contender, plug);
            }
        }
        over.set(true);
        reader.join();
        if (failure.get() != null) {
            System.err.println("the reader, last: " + failure.get());
        }
        return unloads;
    }

    private static void clear(Contender contender, Plug plug) {
        try {
            contender.unload(plug.id());
        } catch (Exception e) {
            System.err.println("nothing left of " + plug.id() + ": " + e);
        }
    }

    private static void cycle(Contender contender, Plug plug, Times loads, Times unloads) throws Exception {
        long from = System.nanoTime();
        contender.load(plug);
        contender.service(plug.id()).run(1);
        long loaded = System.nanoTime();
        contender.unload(plug.id());
        loads.add(loaded - from);
        unloads.add(System.nanoTime() - loaded);
    }
}
