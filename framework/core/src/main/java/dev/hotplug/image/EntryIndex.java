package dev.hotplug.image;

import java.util.Arrays;
import java.util.List;
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

    private EntryIndex(int count, String[] libraryNames) {
        this.libraryNames = libraryNames;
        names = new String[count];
        libraries = new int[count];
        positions = new long[count];
        packedSizes = new int[count];
        sizes = new int[count];
        crcs = new int[count];
        deflated = new boolean[count];
    }

    /** Merges the names of the libraries, each of which has them in order. */
    static EntryIndex of(List<Library> libraries) {
        int count = 0;
        String[] libraryNames = new String[libraries.size()];
        for (int i = 0; i < libraryNames.length; i++) {
            libraryNames[i] = libraries.get(i).name();
            count += libraries.get(i).names().length;
        }
        EntryIndex index = new EntryIndex(count, libraryNames);
        int[] next = new int[libraryNames.length];
        for (int row = 0; row < count; row++) {
            int library = least(libraries, next);
            index.fill(row, libraries.get(library), library, libraries.get(library).names()[next[library]++]);
        }
        return index;
    }

    /** The first of the libraries whose next name is least. */
    private static int least(List<Library> libraries, int[] next) {
        if (next.length == 1) {
            return 0;
        }
        int found = -1;
        String least = null;
        for (int i = 0; i < next.length; i++) {
            String[] names = libraries.get(i).names();
            if (next[i] < names.length && (found < 0 || names[next[i]].compareTo(least) < 0)) {
                found = i;
                least = names[next[i]];
            }
        }
        return found;
    }

    private void fill(int row, Library source, int library, String name) {
        ZipEntryRecord entry = source.entries().get(name);
        names[row] = name;
        libraries[row] = library;
        positions[row] = source.stagedPosition(entry);
        packedSizes[row] = entry.packedSize();
        sizes[row] = entry.size();
        crcs[row] = entry.crc();
        deflated[row] = entry.deflated();
    }

    /** Whether there is more than the JAR itself. */
    boolean hasLibraries() {
        return libraryNames.length > 1;
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
