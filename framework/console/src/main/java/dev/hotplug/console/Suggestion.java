package dev.hotplug.console;

import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses which word was meant by one that does not exist. */
final class Suggestion {

    private Suggestion() {
    }

    /** The id that may have been meant, if a refusal says that there is no such plugin. */
    static Optional<String> id(PluginException refusal, PluginHost host) {
        return refusal.reason() != Reason.NOT_FOUND ? Optional.empty()
                : refusal.pluginId().map(Suggestion::withoutFile)
                        .flatMap(id -> nearest(id, host.plugins().stream().map(PluginInfo::id).toList()));
    }

    /** What is left if the file was named instead of the plugin. */
    private static String withoutFile(String word) {
        return word.endsWith(".jar")
                ? word.substring(word.lastIndexOf('/') + 1, word.length() - ".jar".length()) : word;
    }

    /** The file of the same directory that may have been meant by one that is not there. */
    static Optional<String> file(Path missing) {
        Path name = missing.getFileName();
        if (name == null || Files.exists(missing)) {
            return Optional.empty();
        }
        Path completed = missing.resolveSibling(name + ".jar");
        if (Files.exists(completed)) {
            return Optional.of(completed.toString());
        }
        Path directory = missing.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(directory)) {
            return nearest(name.toString(), files.map(file -> file.getFileName().toString()).sorted().toList())
                    .map(guess -> missing.resolveSibling(guess).toString());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The parameter that may have been meant, if a refusal says that there is no such parameter. */
    static Optional<String> parameter(PluginException refusal, List<PluginDescription.Parameter> declared) {
        List<String> names = declared.stream().map(PluginDescription.Parameter::name).toList();
        return refusal.detail(PluginException.Parameter.class).map(PluginException.Parameter::name)
                .filter(name -> !names.contains(name)).flatMap(name -> nearest(name, names));
    }

    /** A guess as the end of a complaint; nothing if there is none. */
    static String asked(Optional<String> guess) {
        return guess.map(word -> " (did you mean " + word + "?)").orElse("");
    }

    /** What to add to a complaint about a word: the nearest of those that would do, or nothing. */
    static String among(Collection<String> candidates, String word) {
        return asked(nearest(word, candidates));
    }

    /** The candidate that takes the fewest edits, if it takes no more than one for each three letters. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        int allowed = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
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
