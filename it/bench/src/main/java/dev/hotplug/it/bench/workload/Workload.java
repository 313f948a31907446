package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;

/** One thing that is done with a contender. Has a constructor without parameters. */
interface Workload {

    /**
     * Runs once.
     *
     * @param contender not booted yet
     * @param arguments the workload's own
     * @param report where the figures go
     */
    void run(Contender contender, Ground ground, String[] arguments, Report report) throws Exception;
}
