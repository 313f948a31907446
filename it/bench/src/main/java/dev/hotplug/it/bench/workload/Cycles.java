package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import dev.hotplug.it.bench.contender.Plug;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads, uses and unloads one plugin again and again, a new copy of its JAR each time. Argument: how often. */
final class Cycles implements Workload {

    private static final int WARM = 100;
    private static final int CALLS = 100;

    @Override
    public void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception {
        int cycles = Integer.parseInt(arguments[0]);
        Path original = ground.plugins().resolve("p0000.jar");
        Path copies = Files.createDirectory(ground.work().resolve("copies"));
        contender.boot(ground);
        Times times = new Times();
        Times firsts = new Times();
        Times unloads = new Times();
        for (int i = 0; i < WARM; i++) {
            cycle(contender, Files.copy(original, copies.resolve("warm" + i + ".jar")), firsts);
        }
        Memory before = Memory.collected();
        long peak = 0;
        long total = 0;
        for (int i = 0; i < cycles; i++) {
            Path jar = Files.copy(original, copies.resolve("copy" + i + ".jar"));
            long took = cycle(contender, jar, i < cycles / 2 ? firsts : unloads);
            times.add(took);
            total += took;
            Files.delete(jar);
            peak = i % 100 == 99 ? Math.max(peak, Memory.usedMetaspace()) : peak;
        }
        Memory after = Memory.collected();
        report.time("a cycle, mean", "us", (double) total / cycles);
        report.time("a cycle, median", "us", times.median());
        report.time("an unload, median of the second half", "us", unloads.median());
        report.figure("metaspace, highest", "MB", peak / 1e6);
        report.figure("metaspace, growth", "MB", (after.metaspace() - before.metaspace()) / 1e6);
        report.figure("heap, growth", "MB", (after.heap() - before.heap()) / 1e6);
        report.figure("descriptors, growth", "files", after.descriptors() - before.descriptors());
        report.figure("threads, growth", "threads", after.threads() - before.threads());
    }

    private static long cycle(Contender contender, Path jar, Times unloads) throws Exception {
        Plug plug = new Plug("p0000", jar, List.of());
        long from = System.nanoTime();
        contender.load(plug);
        for (int i = 0; i < CALLS; i++) {
            contender.service(plug.id()).run(i);
        }
        long used = System.nanoTime();
        contender.unload(plug.id());
        long until = System.nanoTime();
        unloads.add(until - used);
        return until - from;
    }
}
