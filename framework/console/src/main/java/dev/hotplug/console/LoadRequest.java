package dev.hotplug.console;

import dev.hotplug.LoadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file that is to be loaded.
 *
 * @param file the file
 * @param parameters what its parameters are to be set to
 */
record LoadRequest(Path file, Map<String, String> parameters) {

    /** A file whose name looks like this is given with its directory, as {@code ./a=b.jar}. */
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    static boolean isParameter(String word) {
        return PARAMETER.matcher(word).matches();
    }

    /** A parameter that is set more than once for one file: whichever counted, the other may have been meant. */
    static Optional<String> repeated(List<String> words) {
        Set<String> set = new HashSet<>();
        for (String word : words) {
            Matcher parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) {
                set.clear();
            } else if (!set.add(parameter.group(1))) {
                return Optional.of(parameter.group(1));
            }
        }
        return Optional.empty();
    }

    /** Reads {@code FILE [KEY=VALUE...]}, as often as it comes. The first word is a file. */
    static List<LoadRequest> parse(List<String> words, Function<String, Path> files) {
        List<LoadRequest> requests = new ArrayList<>();
        for (String word : words) {
            Matcher parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) {
                requests.add(new LoadRequest(files.apply(word), new HashMap<>()));
            } else {
                requests.get(requests.size() - 1).parameters().put(parameter.group(1), parameter.group(2));
            }
        }
        return requests;
    }

    /** These, and what they require of the JARs of a directory that are not blocked; each after what it requires. */
    static List<LoadRequest> withRequired(Collection<LoadRequest> requests, Path directory, Session session) {
        Map<Path, LoadRequest> wanted = new LinkedHashMap<>();
        requests.forEach(request -> wanted.merge(request.file(), request, (first, second) -> {
            first.parameters().putAll(second.parameters());
            return first;
        }));
        return session.host().withRequired(wanted.keySet(), session.terms().unblocked(jars(directory))).stream()
                .map(file -> wanted.getOrDefault(file, new LoadRequest(file, Map.of()))).toList();
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(directory + " cannot be listed", unreadable);
        }
    }

    LoadOptions options() {
        return LoadOptions.defaults().parameters(parameters);
    }
}
