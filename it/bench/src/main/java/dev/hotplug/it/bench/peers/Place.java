package dev.hotplug.it.bench.peers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build made, found from where this class is: {@code bench.jar}, or the directory of classes beside it. */
final class Place {

    private static final String CONTENDERS = "-contenders.jar";

    private Place() {
    }

    /** The JAR or directory that a class came from. */
    static Path of(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where " + type + " came from", e);
        }
    }

    /** The module's {@code target}. */
    static Path target() {
        return of(Place.class).getParent();
    }

    /** The class path of an entrant, and no more. */
    static List<Path> classPath(Entrant entrant) throws IOException {
        List<Path> contenders = jars(target()).stream().filter(jar -> jar.toString().endsWith(CONTENDERS)).toList();
        List<Path> libraries = entrant.libraries().isEmpty() ? List.of()
                : jars(target().resolve("peers").resolve(entrant.libraries()));
        if (contenders.size() != 1 || libraries.isEmpty() && !entrant.libraries().isEmpty()) {
            throw new IOException("the libraries of " + entrant.label() + " are not under " + target()
                    + " (expected: one *" + CONTENDERS + ", and peers/" + entrant.libraries()
                    + "); build the module first, up to \"package\"");
        }
        return Stream.concat(contenders.stream(), libraries.stream()).toList();
    }

    /** Names of an entrant's libraries, with their versions. */
    static List<String> versions(Entrant entrant) throws IOException {
        return classPath(entrant).stream().skip(1).map(jar -> jar.getFileName().toString().replace(".jar", ""))
                .toList();
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
