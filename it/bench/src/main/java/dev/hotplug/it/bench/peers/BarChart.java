package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.peers.Result.Series;
import java.util.List;
import java.util.Locale;

/**
 * Figures side by side: a bar for each entrant's median, a line from its least to its most, its ratio to the floor. Who is
 * far off has a bar that is cut.
 */
final class BarChart {

    private static final int WIDTH = 920;
    private static final int LABELS = 170;
    private static final int BARS = 440;
    private static final int ROW = 16;
    /** How many times as long as the shortest a bar may be and still be drawn whole. */
    private static final double WHOLE = 20;

    private BarChart() {
    }

    /**
     * Draws.
     *
     * @param figures those of the result that are shown
     */
    static String of(Result result, List<Series> figures) {
        Svg svg = new Svg(WIDTH);
        svg.text(12, 22, "title", result.title());
        double y = 30;
        for (Series series : figures) {
            y = panel(svg, y, series);
        }
        y = Foot.draw(svg, y + 12, result, ", least and most");
        return svg.toString();
    }

    private static double panel(Svg svg, double top, Series series) {
        double y = top + 20;
        svg.text(12, y, "panel", series.name() + ", " + series.unit());
        y += 6;
        double least = Entrant.ALL.stream().filter(series::has).mapToDouble(series::median).filter(value -> value > 0)
                .min().orElse(1);
        double most = Entrant.ALL.stream().filter(series::has).filter(one -> series.median(one) <= WHOLE * least)
                .mapToDouble(series::max).max().orElse(1);
        double scale = most > 0 ? BARS / most : 0;
        for (Entrant entrant : Entrant.ALL) {
            if (series.has(entrant)) {
                double median = series.median(entrant);
                svg.text(LABELS - 6, y + ROW - 5, "label", entrant.label());
                svg.bar(LABELS, y + 2, Math.min(BARS, median * scale), ROW - 4, Palette.of(entrant));
                svg.line(LABELS + Math.min(BARS, series.min(entrant) * scale), y + ROW / 2.0,
                        LABELS + Math.min(BARS, series.max(entrant) * scale), y + ROW / 2.0, Palette.LINE, 1);
                svg.text(LABELS + BARS + 10, y + ROW - 5, "value", (median * scale > BARS ? "\u00bb " : "")
                        + Table.number(median) + ratio(series, entrant));
                y += ROW;
            }
        }
        return y;
    }

    private static String ratio(Series series, Entrant entrant) {
        double floor = series.has(entrant.floor()) ? series.median(entrant.floor()) : 0;
        return floor <= 0 ? "" : String.format(Locale.ROOT, " (%.2f x %s; %s to %s)",
                series.median(entrant) / floor, entrant.floor().label(), Table.number(series.min(entrant)), Table.number(series.max(entrant)));
    }
}
