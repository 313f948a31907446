package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import java.util.List;

/** From {@code main} to the first call on one plugin. */
final class ColdStart implements Workload {

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        Plug plug = new Plug("p0000", ground.plugins().resolve("p0000.jar"), List.of());
        contender.boot(ground);
        long booted = System.nanoTime();
        contender.load(plug);
        contender.service(plug.id()).run(1);
        long called = System.nanoTime();
        report.time("main to first call", "ms", called - report.entered());
        report.time("boot", "ms", booted - report.entered());
        report.time("load and first call", "ms", called - booted);
    }
}
