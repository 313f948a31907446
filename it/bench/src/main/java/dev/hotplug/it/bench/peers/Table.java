package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.peers.Result.Series;
import java.util.Locale;

/** A result as text: for each figure and entrant the median, the least, the most, and the ratio to the floor. */
final class Table {

    private Table() {
    }

    static String of(Result result) {
        StringBuilder text = new StringBuilder();
        text.append(result.title()).append("\n").append(result.host()).append(", ").append(result.taken()).append(", ")
                .append(result.runs()).append(" runs\n").append(result.command()).append("\n");
        for (Series series : result.figures()) {
            text.append("\n%-58s %10s %10s %10s %8s%n".formatted(series.name() + ", " + series.unit(), "median", "min",
                    "max", "ratio"));
            for (Entrant entrant : Entrant.ALL) {
                if (series.has(entrant)) {
                    text.append(row(series, entrant));
                }
            }
        }
        result.failures().forEach(failure -> text.append("\nno result: ").append(failure).append("\n"));
        return text.toString();
    }

    private static String row(Series series, Entrant entrant) {
        double floor = series.has(entrant.floor()) ? series.median(entrant.floor()) : 0;
        return "  %-56s %10s %10s %10s %8s%n".formatted(entrant.label(), number(series.median(entrant)),
                number(series.min(entrant)), number(series.max(entrant)),
                floor > 0 ? String.format(Locale.ROOT, "%.2f", series.median(entrant) / floor) : "");
    }

    /** Three digits that mean something. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
