package dev.hotplug.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;

/**
 * The files that may be meant by what is typed. JLine's own completer would show them in the colours of
 * {@code LS_COLORS}, as escapes within the name, and offers nothing if that is set to nothing.
 *
 * @param directory what relative files are meant from
 * @param ending how a name has to end, unless it is a directory's
 */
record FileNames(Path directory, String ending) {

    /** Offers what is in the directory that is typed so far. One that hides itself waits for its dot. */
    void addTo(List<Candidate> candidates, String typed) {
        int begin = typed.lastIndexOf('/') + 1;
        boolean isHiddenAsked = typed.startsWith(".", begin);
        try (Stream<Path> files = Files.list(listed(typed.substring(0, begin)))) {
            files.filter(file -> isHiddenAsked || !name(file).startsWith("."))
                    .filter(file -> name(file).endsWith(ending) || Files.isDirectory(file))
                    .forEach(file -> candidates.add(candidate(typed.substring(0, begin), file)));
        } catch (IOException | UncheckedIOException | InvalidPathException nothingToOffer) {
            // Whoever runs the command is told.
        }
    }

    /** Beside a user's own directory are those of others, as in {@code ~acme/}. */
    private Path listed(String typed) {
        if (!typed.startsWith("~")) {
            return directory.resolve(typed);
        }
        Path home = Path.of(System.getProperty("user.home"));
        int end = typed.indexOf('/');
        return (end == 1 ? home : home.resolveSibling(typed.substring(1, end))).resolve(typed.substring(end + 1));
    }

    private static Candidate candidate(String typed, Path file) {
        String name = name(file);
        // Of a directory more may follow: no blank comes after it, and the next key may take its slash away.
        return Files.isDirectory(file)
                ? new Candidate(typed + name + "/", name + "/", null, null, "/", null, false)
                : new Candidate(typed + name, name, null, null, null, null, true);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
