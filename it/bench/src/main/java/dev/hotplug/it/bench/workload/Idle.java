package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import java.util.List;

/** What a plugin holds that was loaded, called once, and is idle. Argument: how many there are. */
final class Idle implements Workload {

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        List<Plug> plugs = Plug.first(ground.plugins(), Integer.parseInt(arguments[0]), false);
        contender.boot(ground);
        // The first plugin brings what there is once only.
        load(contender, plugs.subList(0, 1));
        Memory before = Memory.collected();
        long from = System.nanoTime();
        load(contender, plugs.subList(1, plugs.size()));
        double millis = (System.nanoTime() - from) / 1e6;
        Memory after = Memory.collected();
        double more = plugs.size() - 1;
        report.figure("load and first call of a plugin", "ms", millis / more);
        report.figure("heap of a plugin", "KB", (after.heap() - before.heap()) / 1e3 / more);
        report.figure("metaspace of a plugin", "KB", (after.metaspace() - before.metaspace()) / 1e3 / more);
        report.figure("descriptors of a plugin", "files", (after.descriptors() - before.descriptors()) / more);
        report.figure("threads of all plugins", "threads", after.threads() - before.threads());
    }

    private static void load(Contender contender, List<Plug> plugs) throws Exception {
        for (Plug plug : plugs) {
            contender.load(plug);
            contender.service(plug.id()).run(1);
        }
    }
}
