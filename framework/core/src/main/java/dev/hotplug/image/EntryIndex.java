package dev.hotplug.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where in the staged file each entry is. It lives as long as the plugin, so it is columns instead of a map of
 * objects: about 30 bytes for an entry besides its name. Entries of one name stand together, in the order of their
 * libraries.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class EntryIndex {

    private final String[] names;
    private final String[] libraryNames;
    private final int[] libraries;
    private final long[] positions;
    private final int[] packedSizes;
    private final int[] sizes;
    private final int[] crcs;
    private final boolean[] deflated;

    private record Row(String name, int library, long position, ZipEntryRecord entry) {
    }

    private EntryIndex(List<Row> rows, String[] libraryNames) {
        int count = rows.size();
        this.libraryNames = libraryNames;
        names = new String[count];
        libraries = new int[count];
        positions = new long[count];
        packedSizes = new int[count];
        sizes = new int[count];
        crcs = new int[count];
        deflated = new boolean[count];
        for (int i = 0; i < count; i++) {
            Row row = rows.get(i);
            names[i] = row.name();
            libraries[i] = row.library();
            positions[i] = row.position();
            packedSizes[i] = row.entry().packedSize();
            sizes[i] = row.entry().size();
            crcs[i] = row.entry().crc();
            deflated[i] = row.entry().deflated();
        }
    }

    static EntryIndex of(List<Library> libraries) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < libraries.size(); i++) {
            Library library = libraries.get(i);
            for (Map.Entry<String, ZipEntryRecord> entry : library.entries().entrySet()) {
                rows.add(new Row(entry.getKey(), i, library.stagedPosition(entry.getValue()), entry.getValue()));
            }
        }
        rows.sort(Comparator.comparing(Row::name).thenComparingInt(Row::library));
        return new EntryIndex(rows, libraries.stream().map(Library::name).toArray(String[]::new));
    }

    /** The row of the first entry of a name, or -1. The others, if any, follow. */
    int first(String name) {
        int row = Arrays.binarySearch(names, name);
        while (row > 0 && names[row - 1].equals(name)) {
            row--;
        }
        return Math.max(row, -1);
    }

    /** The rows whose names begin so: from the first, inclusive, to the second, exclusive. */
    int[] rowsUnder(String prefix) {
        int from = firstNotBefore(prefix);
        int to = from;
        while (to < names.length && names[to].startsWith(prefix)) {
            to++;
        }
        return new int[] {from, to};
    }

    private int firstNotBefore(String name) {
        int row = Arrays.binarySearch(names, name);
        if (row < 0) {
            return -row - 1;
        }
        return first(name);
    }

    boolean isNamed(int row, String name) {
        return row < names.length && names[row].equals(name);
    }

    /** The first row of each name. */
    IntStream distinct() {
        return IntStream.range(0, names.length).filter(row -> row == 0 || !names[row - 1].equals(names[row]));
    }

    String name(int row) {
        return names[row];
    }

    String library(int row) {
        return libraryNames[libraries[row]];
    }

    long position(int row) {
        return positions[row];
    }

    int packedSize(int row) {
        return packedSizes[row];
    }

    int size(int row) {
        return sizes[row];
    }

    int crc(int row) {
        return crcs[row];
    }

    boolean isDeflated(int row) {
        return deflated[row];
    }
}
