package dev.hotplug.it.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Compares the ways to load plugins, each in JVMs of its own, and writes what it found as JSON to
 * {@code target/results} and as a table to standard output.
 */
public final class Peers {

    private static final String USAGE = """
            java -cp it/bench/target/bench.jar %s [--quick] [--runs N] [--only NAME]... [--jvm FLAG]... [SCENARIO...]
              --quick     fewer and smaller: a few minutes
              --runs N    JVMs for each value; 5, or 2 with --quick
              --only NAME one of the contenders; none but those so named run: %s
              --jvm FLAG  a flag for the measured JVMs, as -XX:+UseZGC
              SCENARIO    %s; all, if none is named
            """;

    /** A load from which on others are in the way. */
    private static final double BUSY = 0.5;

    private static final int PATIENCE_SECONDS = 20;

    /** Whether nothing is run any more. */
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean quick;
    private int runs;
    private final List<String> flags = new ArrayList<>();
    /** All, if it is empty. */
    private final List<Entrant> only = new ArrayList<>();
    private final List<Scenario> scenarios = new ArrayList<>();

    private Peers() {
    }

    /**
     * Runs the scenarios that are named.
     *
     * @param args options and scenarios
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Peers peers = new Peers();
        try {
            peers.read(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.printf(USAGE, Peers.class.getName(), Entrant.labels(),
                    Arrays.toString(Scenario.values()).toLowerCase());
            System.exit(2);
        }
        try {
            peers.run("java -cp it/bench/target/bench.jar " + Peers.class.getName() + " " + String.join(" ", args));
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--runs" -> runs = positive(args[i], valueAfter(args, i++));
                case "--only" -> only.add(Entrant.called(valueAfter(args, i++)));
                case "--jvm" -> flags.add(valueAfter(args, i++));
                default -> scenarios.add(scenario(args[i]));
            }
        }
        if (scenarios.isEmpty()) {
            scenarios.addAll(List.of(Scenario.values()));
        }
        runs = runs == 0 ? quick ? 2 : 5 : runs;
    }

    private static int positive(String option, String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + ": expected a number above 0, found " + value);
        }
        return Integer.parseInt(value);
    }

    private static Scenario scenario(String name) {
        return Arrays.stream(Scenario.values()).filter(one -> one.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is neither an option nor a scenario"));
    }

    private static String valueAfter(String[] args, int at) {
        if (at + 1 == args.length) {
            throw new IllegalArgumentException(args[at] + " wants a value");
        }
        return args[at + 1];
    }

    private List<Trial> chosen(Scenario scenario) throws IOException {
        List<Trial> trials = scenario.trials(quick);
        if (only.isEmpty()) {
            return trials;
        }
        trials = trials.stream().map(trial -> trial.among(only)).filter(trial -> !trial.entrants().isEmpty()).toList();
        if (trials.isEmpty()) {
            throw new IOException("nobody of those after --only takes part in " + scenario.name().toLowerCase());
        }
        return trials;
    }

    /** At the end, also when it is interrupted: no child goes on, and nothing stays. */
    private void clear(Path scratch) {
        Fork.endAll();
        try {
            // Whoever was just making a directory there finds that he cannot go on.
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("still at work; " + scratch + " may not be deleted whole");
            }
            Folders.delete(scratch);
        } catch (IOException | InterruptedException e) {
            System.err.println(scratch + " could not be deleted: " + e);
        }
    }

    private void run(String command) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("hotplug-peers");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(scratch)));
        try {
            // Later the load is our own.
            double load = Host.present(flags).load();
            if (load > BUSY) {
                System.err.printf("the load is %.1f; figures of a busy machine say little%n", load);
            }
            for (Scenario scenario : scenarios) {
                Result result = new Measurement(scenario, runs, flags, scratch, System.err)
                        .run(chosen(scenario), command.strip());
                if (result.figures().isEmpty()) {
                    throw new IOException("no JVM came to an end; an older result was kept: " + result.failures().get(0));
                }
                result.write(Place.target().resolve("results"));
                System.out.println(Table.of(result));
            }
        } finally {
            over.countDown();
        }
    }
}
