package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.peers.LineChart.Line;
import dev.hotplug.it.bench.peers.LineChart.Panel;
import dev.hotplug.it.bench.peers.Result.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws what {@link Peers} found: one picture for each scenario, the table and the JSON beside it, and a
 * page that shows all.
 */
public final class Charts {

    private static final String SEEDS_READS = "one read, ";
    private static final String SEEDS_LOADS = "one load, ";

    private static final String HEAD = """
            # Results

            Written by `Charts`; the commands are in [the module's README](../README.md). Compare what is in one picture:
            each was taken in one go.
            """;

    private Charts() {
    }

    /**
     * Draws.
     *
     * @param args where the pictures go, then where the results are; {@code it/bench/results} and {@code
     *     it/bench/target/results} if it is not said
     */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        if (args.length > 2 || Arrays.stream(args).anyMatch(arg -> arg.startsWith("-"))) {
            fail("java -cp it/bench/target/bench.jar " + Charts.class.getName() + " [PICTURES [RESULTS]]");
        }
        Path results = args.length > 1 ? Path.of(args[1]) : Place.target().resolve("results");
        Path pictures = args.length > 0 ? Path.of(args[0]) : Place.target().resolveSibling("results");
        List<Path> found = files(results);
        if (found.isEmpty()) {
            fail(results + " has no result; run " + Peers.class.getSimpleName() + " first");
        }
        Files.createDirectories(pictures);
        for (Path file : found) {
            Result result = Result.read(file);
            Files.writeString(pictures.resolve(result.scenario() + ".svg"), draw(result));
            Files.writeString(pictures.resolve(result.scenario() + ".txt"), Table.of(result));
            result.write(pictures);
        }
        // Earlier ones as well.
        StringBuilder page = new StringBuilder(HEAD);
        for (Path file : files(pictures)) {
            page.append(entry(Result.read(file)));
        }
        Files.writeString(pictures.resolve("README.md"), page);
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(2);
    }

    /** The results in a directory, in the order of the scenarios. */
    private static List<Path> files(Path folder) {
        return Arrays.stream(Scenario.values()).map(scenario -> folder.resolve(scenario.name().toLowerCase() + ".json"))
                .filter(Files::exists).toList();
    }

    private static String entry(Result result) {
        return """

                ## %1$s

                ![%1$s](%2$s.svg)

                %3$s, %4$d runs, `%5$s`, on %6$s. [Table](%2$s.txt), [JSON](%2$s.json).
                """.formatted(result.title(), result.scenario(), result.taken(), result.runs(), result.command(),
                result.host());
    }

    static String draw(Result result) {
        return switch (Scenario.valueOf(result.scenario().toUpperCase())) {
            case MORE -> LineChart.of(result, byLevel(result));
            case SEEDS -> LineChart.of(result, byQuantile(result));
            // The processors' time is for the reader of the table.
            default -> BarChart.of(result, result.figures().stream()
                    .filter(series -> !series.figure().equals(Measurement.PROCESSOR)).filter(Charts::says).toList());
        };
    }

    /** Whether there is anything to compare. */
    private static boolean says(Series series) {
        return Entrant.ALL.stream().filter(series::has).anyMatch(entrant -> series.max(entrant) > 0);
    }

    private static List<Panel> byLevel(Result result) {
        Map<String, List<Series>> kinds = new LinkedHashMap<>();
        for (Series series : result.figures()) {
            if (series.figure().contains(" there")) {
                kinds.computeIfAbsent(series.figure().replaceFirst(", \\d+ there", ""), kind -> new ArrayList<>())
                        .add(series);
            }
        }
        List<Panel> panels = new ArrayList<>();
        kinds.forEach((kind, levels) -> panels.add(new Panel(kind + ", us, by how many plugins are there",
                levels.stream().map(series -> series.figure().replaceAll(".*, (\\d+) there.*", "$1")).toList(),
                Entrant.ALL.stream().filter(entrant -> levels.stream().anyMatch(series -> series.has(entrant)))
                        .map(entrant -> medians(entrant, levels)).toList())));
        return panels;
    }

    private static Line medians(Entrant entrant, List<Series> levels) {
        return new Line(entrant.label(), Palette.of(entrant),
                levels.stream().map(series -> series.has(entrant) ? series.median(entrant) : Double.NaN).toList());
    }

    private static List<Panel> byQuantile(Result result) {
        List<Panel> panels = new ArrayList<>();
        for (String kind : List.of(SEEDS_LOADS, SEEDS_READS)) {
            Map<String, Map<String, Double>> lines = new LinkedHashMap<>();
            Map<String, String> places = new LinkedHashMap<>();
            String unit = "";
            for (Series series : result.figures()) {
                if (series.figure().startsWith(kind)) {
                    String place = series.figure().substring(kind.length());
                    places.put(place, place);
                    lines.computeIfAbsent(series.trial(), trial -> new LinkedHashMap<>())
                            .put(place, series.median(Entrant.HOTPLUG));
                    unit = series.unit();
                }
            }
            List<String> order = places.keySet().stream().sorted(Charts::byShare).toList();
            List<Line> drawn = new ArrayList<>();
            lines.forEach((trial, values) -> drawn.add(new Line(trial, trial.endsWith("stop") ? "#c0392b" : "#1b8a5a",
                    order.stream().map(place -> values.getOrDefault(place, Double.NaN)).toList())));
            panels.add(new Panel(kind + unit, order, drawn));
        }
        return panels;
    }

    /** The longest comes last, the others by their number. */
    private static int byShare(String one, String other) {
        return Double.compare(share(one), share(other));
    }

    private static double share(String place) {
        return place.startsWith("p") ? Double.parseDouble(place.substring(1)) : Double.MAX_VALUE;
    }
}
