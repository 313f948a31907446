package dev.hotplug.it.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares the ways to load plugins, each in JVMs of its own, and writes what it found as JSON to
 * {@code target/results} and as a table to standard output.
 */
public final class Peers {

    private static final String USAGE = """
            java -cp it/bench/target/bench.jar %s [--quick] [--runs N] [--jvm FLAG]... [SCENARIO...]
              --quick     fewer and smaller: a few minutes
              --runs N    JVMs for each value; 5, or 2 with --quick
              --jvm FLAG  a flag for the measured JVMs, as -XX:+UseZGC
              SCENARIO    %s; all, if none is named
            """;

    private boolean quick;
    private int runs;
    private final List<String> flags = new ArrayList<>();
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
            System.err.printf(USAGE, Peers.class.getName(), Arrays.toString(Scenario.values()).toLowerCase());
            System.exit(2);
        }
        peers.run("java -cp it/bench/target/bench.jar " + Peers.class.getName() + " " + String.join(" ", args));
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--runs" -> runs = Integer.parseInt(valueAfter(args, i++));
                case "--jvm" -> flags.add(valueAfter(args, i++));
                default -> scenarios.add(Scenario.valueOf(args[i].toUpperCase()));
            }
        }
        if (scenarios.isEmpty()) {
            scenarios.addAll(List.of(Scenario.values()));
        }
        runs = runs == 0 ? quick ? 2 : 5 : runs;
    }

    private static String valueAfter(String[] args, int at) {
        if (at + 1 == args.length) {
            throw new IllegalArgumentException(args[at] + " wants a value");
        }
        return args[at + 1];
    }

    private void run(String command) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("hotplug-peers");
        try {
            for (Scenario scenario : scenarios) {
                Result result = new Measurement(scenario, runs, flags, scratch, System.err)
                        .run(scenario.trials(quick), command.strip());
                result.write(Place.target().resolve("results"));
                System.out.println(Table.of(result));
            }
        } finally {
            Folders.delete(scratch);
        }
    }
}
