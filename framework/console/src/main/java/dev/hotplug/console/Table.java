package dev.hotplug.console;

import dev.hotplug.console.text.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Aligned columns under a heading. Not safe for use by many threads. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> heading;
    private final Set<String> alignedRight = new TreeSet<>();
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
        rows.add(this.heading);
    }

    Table alignRight(String... columns) {
        alignedRight.addAll(Arrays.asList(columns));
        return this;
    }

    void row(String... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException("cells: " + cells.length + " (expected: " + heading.size() + ")");
        }
        rows.add(Stream.of(cells).map(Plain::text).toList());
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            boolean right = alignedRight.contains(heading.get(column));
            line.append(column == 0 ? "" : GAP).append(right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
