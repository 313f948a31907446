package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.peers.Entrant.Index;
import dev.hotplug.it.bench.peers.Fork.Figure;
import dev.hotplug.it.bench.peers.Result.Series;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Runs a scenario: in each round every entrant once, each round in another order, so that what the machine does
 * meanwhile meets them all.
 */
final class Measurement {

    private static final String PROCESS = "whole process";
    static final String PROCESSOR = "processor time of the process";

    private final Scenario scenario;
    private final int runs;
    private final List<String> flags;
    private final Path scratch;
    private final PrintStream progress;
    private final Map<String, Series> series = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Measurement(Scenario scenario, int runs, List<String> flags, Path scratch, PrintStream progress) {
        this.scenario = scenario;
        this.runs = runs;
        this.flags = flags;
        this.scratch = scratch;
        this.progress = progress;
    }

    /**
     * Runs all trials.
     *
     * @param command how this was started, for the record
     */
    Result run(List<Trial> trials, String command) throws IOException, InterruptedException {
        String taken = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Host host = Host.present(flags);
        Map<String, List<String>> versions = new TreeMap<>();
        for (Trial trial : trials) {
            for (Entrant entrant : trial.entrants()) {
                versions.put(entrant.label(), Place.versions(entrant));
            }
            run(trial);
        }
        return new Result(scenario.name().toLowerCase(), scenario.title(), taken, command, runs, host, versions,
                List.copyOf(series.values()), failures);
    }

    private void run(Trial trial) throws IOException, InterruptedException {
        Path plugins = new PlugFolder(Files.createDirectories(scratch.resolve("plugins"))).write(trial.jars());
        Path index = scratch.resolve("index");
        Folders.delete(index);
        List<Entrant> order = new ArrayList<>(trial.entrants());
        progress.print(scenario.name().toLowerCase() + " " + trial.name() + " ");
        for (Entrant entrant : order.stream().filter(one -> one.index() == Index.FILLED).limit(1).toList()) {
            Fork fork = Fork.run(trial, entrant, plugins, index, scratch.resolve("child"), flags);
            if (!fork.failure().isEmpty()) {
                throw new IOException(entrant.label() + ": no index was written; " + fork.failure().strip());
            }
        }
        for (Entrant entrant : order.stream().filter(Entrant::archived).toList()) {
            Fork fork = Fork.run(trial, entrant, plugins, index, scratch.resolve("child"),
                    with("-XX:ArchiveClassesAtExit=" + archive(entrant)));
            if (!fork.failure().isEmpty() || !Files.isRegularFile(archive(entrant))) {
                throw new IOException(entrant.label() + ": no archive of classes was written; " + fork.failure());
            }
        }
        for (int run = 0; run < runs; run++) {
            // With the same neighbours in each round, who comes after one that leaves the disk busy would pay for it.
            Collections.shuffle(order, new Random(run));
            for (Entrant entrant : order) {
                Fork fork = Fork.run(trial, entrant, plugins, index, scratch.resolve("child"),
                        entrant.archived() ? with("-XX:SharedArchiveFile=" + archive(entrant)) : flags);
                progress.print(fork.failure().isEmpty() ? "." : "x");
                // What it found before it failed, it found.
                fork.figures().forEach((name, figure) -> add(trial, name, figure, entrant));
                if (fork.failure().isEmpty()) {
                    if (scenario == Scenario.START) {
                        add(trial, PROCESS, new Figure("ms", fork.processMillis()), entrant);
                    }
                    if (fork.processorMillis() > 0) {
                        add(trial, PROCESSOR, new Figure("ms", fork.processorMillis()), entrant);
                    }
                } else {
                    failures.add(entrant.label() + ", " + trial.name() + ": " + fork.failure().strip());
                }
            }
            if (scenario == Scenario.START) {
                add(trial, PROCESS, new Figure("ms", Fork.empty(scratch.resolve("child"), flags).processMillis()),
                        Entrant.EMPTY);
            }
        }
        progress.println();
        Folders.delete(plugins);
    }

    private Path archive(Entrant entrant) {
        return scratch.resolve(entrant.name() + ".jsa");
    }

    private List<String> with(String flag) {
        List<String> all = new ArrayList<>(flags);
        all.add(flag);
        return all;
    }

    private void add(Trial trial, String name, Figure figure, Entrant entrant) {
        Series found = series.computeIfAbsent(trial.name() + "\t" + name,
                key -> new Series(trial.name(), name, figure.unit(), new LinkedHashMap<>()));
        found.values().computeIfAbsent(entrant.label(), key -> new ArrayList<>()).add(figure.value());
    }
}
