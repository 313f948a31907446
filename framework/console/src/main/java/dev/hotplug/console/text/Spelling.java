package dev.hotplug.console.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which word was meant by one that does not exist. */
public final class Spelling {

    /** One letter begins too much. */
    private static final int SHORTEST = 2;

    private Spelling() {
    }

    /**
     * The candidate that takes the fewest edits, if it takes no more than one for each three letters; else the one that
     * begins with the word, if there is but one.
     *
     * @param word what is none of the candidates
     * @param candidates what it might have been
     * @return the guess
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int allowed = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .or(() -> begunBy(word, candidates));
    }

    private static Optional<String> begunBy(String word, Collection<String> candidates) {
        List<String> begun = word.length() < SHORTEST ? List.of()
                : candidates.stream().filter(candidate -> candidate.startsWith(word)).distinct().toList();
        return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
    }

    /** Levenshtein's distance, by rows; two neighbours that changed places are one edit. */
    private static int distance(String from, String to) {
        int[] twoAbove = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                boolean same = from.charAt(row - 1) == to.charAt(column - 1);
                current[column] = Math.min(above[column - 1] + (same ? 0 : 1),
                        1 + Math.min(above[column], current[column - 1]));
                if (row > 1 && column > 1 && from.charAt(row - 1) == to.charAt(column - 2)
                        && from.charAt(row - 2) == to.charAt(column - 1)) {
                    current[column] = Math.min(current[column], twoAbove[column - 2] + 1);
                }
            }
            twoAbove = above;
            above = current;
        }
        return above[to.length()];
    }
}
