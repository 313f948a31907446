package dev.hotplug.it.bench.peers;

import java.util.List;
import java.util.TreeSet;

/** Under each picture: what the figures come from. */
final class Foot {

    private static final int LINE = 12;
    private static final int MOST = 150;

    private Foot() {
    }

    /** @param more what is shown beside the medians */
    static double draw(Svg svg, double top, Result result, String more) {
        double y = top;
        TreeSet<String> versions = new TreeSet<>();
        result.versions().values().forEach(versions::addAll);
        for (String line : List.of("Medians of " + result.runs() + " JVMs each" + more + "; " + result.taken(),
                result.host().toString(), result.command(), String.join(", ", versions))) {
            for (String rest = line; !rest.isEmpty(); y += LINE) {
                int end = rest.length() <= MOST ? rest.length() : rest.lastIndexOf(' ', MOST);
                end = end <= 0 ? Math.min(MOST, rest.length()) : end;
                svg.text(12, y, "note", rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
        }
        return y;
    }
}
