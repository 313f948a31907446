package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import java.util.List;

/** Loads and calls many plugins in a cold JVM. Arguments: how many; whether each requires two earlier ones. */
final class Many implements Workload {

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        List<Plug> plugs = Plug.first(ground.plugins(), Integer.parseInt(arguments[0]),
                Boolean.parseBoolean(arguments[1]));
        contender.boot(ground);
        long booted = System.nanoTime();
        contender.loadAll(plugs);
        for (Plug plug : plugs) {
            contender.service(plug.id()).run(1);
        }
        report.time("load and first calls", "ms", System.nanoTime() - booted);
        report.figure("metaspace", "MB", Memory.usedMetaspace() / 1e6);
    }
}
