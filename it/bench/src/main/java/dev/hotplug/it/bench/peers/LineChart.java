package dev.hotplug.it.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures along a row of places, several lines in a panel, on a logarithmic scale. */
final class LineChart {

    private static final int WIDTH = 860;
    private static final int LEFT = 60;
    private static final int PLOT = 560;
    private static final int HEIGHT = 200;

    private LineChart() {
    }

    /**
     * One line.
     *
     * @param label its name
     * @param colour its colour
     * @param values one for each place; not a number where there is none
     */
    record Line(String label, String colour, List<Double> values) {
    }

    /**
     * One panel.
     *
     * @param title what is shown, with its unit
     * @param places what stands below, from left to right
     * @param lines the lines
     */
    record Panel(String title, List<String> places, List<Line> lines) {
    }

    static String of(Result result, List<Panel> panels) {
        Svg svg = new Svg(WIDTH);
        svg.text(12, 22, "title", result.title());
        double y = 30;
        for (Panel panel : panels) {
            y = draw(svg, y, panel);
        }
        Foot.draw(svg, y + 16, result, "");
        return svg.toString();
    }

    private static double draw(Svg svg, double top, Panel panel) {
        svg.text(12, top + 20, "panel", panel.title());
        double[] all = panel.lines().stream().flatMap(line -> line.values().stream()).mapToDouble(Double::doubleValue)
                .filter(value -> value > 0).toArray();
        int low = (int) Math.floor(Math.log10(least(all)));
        int high = Math.max(low + 1, (int) Math.ceil(Math.log10(most(all))));
        double bottom = top + 34 + HEIGHT;
        for (int power = low; power <= high; power++) {
            double y = height(Math.pow(10, power), low, high, bottom);
            svg.line(LEFT, y, LEFT + PLOT, y, Palette.GRID, 1);
            svg.text(LEFT - 6, y + 4, "label", String.format(Locale.ROOT, power < 0 ? "%." + -power + "f" : "%.0f",
                    Math.pow(10, power)));
        }
        for (int place = 0; place < panel.places().size(); place++) {
            svg.text(across(place, panel), bottom + 14, "axis", panel.places().get(place));
        }
        List<Double> taken = new ArrayList<>();
        for (Line line : panel.lines()) {
            draw(svg, line, panel, low, high, bottom, taken);
        }
        return bottom + 18;
    }

    private static void draw(Svg svg, Line line, Panel panel, int low, int high, double bottom, List<Double> taken) {
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int place = 0; place < line.values().size(); place++) {
            double value = line.values().get(place);
            if (value > 0) {
                double x = across(place, panel);
                double y = height(value, low, high, bottom);
                svg.dot(x, y, line.colour());
                if (!Double.isNaN(lastX)) {
                    svg.line(lastX, lastY, x, y, line.colour(), 1.5);
                }
                lastX = x;
                lastY = y;
            }
        }
        if (!Double.isNaN(lastY)) {
            double y = free(lastY, taken);
            svg.line(lastX, lastY, LEFT + PLOT + 14, y, line.colour(), 0.5);
            svg.text(LEFT + PLOT + 18, y + 4, "value", line.label());
        }
    }

    /** The nearest height at or below one where no other label stands. */
    private static double free(double wanted, List<Double> taken) {
        double y = wanted;
        while (true) {
            double here = y;
            if (taken.stream().noneMatch(other -> Math.abs(other - here) < 12)) {
                taken.add(here);
                return here;
            }
            y += 2;
        }
    }

    private static double across(int place, Panel panel) {
        return LEFT + 20 + (PLOT - 40.0) * place / Math.max(1, panel.places().size() - 1);
    }

    private static double height(double value, int low, int high, double bottom) {
        return bottom - HEIGHT * (Math.log10(value) - low) / (high - low);
    }

    private static double least(double[] values) {
        double least = Double.MAX_VALUE;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return values.length == 0 ? 1 : least;
    }

    private static double most(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return values.length == 0 ? 10 : most;
    }
}
