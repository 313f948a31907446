package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.peers.LineChart.Line;
import dev.hotplug.it.bench.peers.LineChart.Panel;
import dev.hotplug.it.bench.peers.Result.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Draws what {@link Peers} found, one picture for each scenario, and keeps the JSON beside it. */
public final class Charts {

    private static final String SEEDS_READS = "from one read to the next, ";
    private static final String SEEDS_LOADS = "one load, ";

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
        Path results = args.length > 1 ? Path.of(args[1]) : Place.target().resolve("results");
        Path pictures = args.length > 0 ? Path.of(args[0]) : Place.target().resolveSibling("results");
        Files.createDirectories(pictures);
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                Result result = Result.read(file);
                Files.writeString(pictures.resolve(result.scenario() + ".svg"), draw(result));
                result.write(pictures);
                Files.writeString(pictures.resolve(result.scenario() + ".txt"), Table.of(result));
            }
        }
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
        result.figures().stream().filter(series -> series.figure().contains(" there")).forEach(series -> kinds
                .computeIfAbsent(series.figure().replaceFirst(", \\d+ there", ""), kind -> new ArrayList<>()).add(series));
        List<Panel> panels = new ArrayList<>();
        kinds.forEach((kind, levels) -> panels.add(new Panel(kind + ", us, by how many plugins are there",
                levels.stream().map(series -> series.figure().replaceAll(".*, (\\d+) there.*", "$1")).toList(),
                Entrant.ALL.stream().filter(levels.get(0)::has).map(entrant -> new Line(entrant.label(),
                        Palette.of(entrant), levels.stream().map(series -> series.median(entrant)).toList())).toList())));
        return panels;
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
