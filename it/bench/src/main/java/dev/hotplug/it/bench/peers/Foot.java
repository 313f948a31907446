package dev.hotplug.it.bench.peers;

import java.util.List;
import java.util.TreeSet;

/** Under each picture: what the figures come from. */
final class Foot {

    private static final int LINE = 12;
    private static final int MOST = 150;

    private Foot() {
    }

    static double draw(Svg svg, double top, Result result) {
        double y = top;
        TreeSet<String> versions = new TreeSet<>();
        result.versions().values().forEach(versions::addAll);
        for (String line : List.of("Medians of " + result.runs() + " JVMs each, least and most; " + result.taken(),
                result.host().toString(), result.command(), String.join(", ", versions))) {
            for (int from = 0; from < line.length(); from += MOST) {
                svg.text(12, y, "note", line.substring(from, Math.min(line.length(), from + MOST)));
                y += LINE;
            }
        }
        return y;
    }
}
