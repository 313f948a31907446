package dev.hotplug.index;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/** Where classes come from, and what shows that they have changed: size and time of change, without reading them. */
final class CodePlace {

    /** The stamp of a place that nothing is known about. */
    static final String UNKNOWN = "?";

    private CodePlace() {
    }

    /**
     * The version of what a class belongs to. One that was not packaged, or is a snapshot, may change without its
     * version, so there the files' stamp is added.
     */
    static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        if (version == null && type.getModule().isNamed()) {
            version = type.getModule().getDescriptor().rawVersion().orElse(null);
        }
        if (version != null && !version.endsWith("-SNAPSHOT")) {
            return version;
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null && source.getLocation().getPath().endsWith(".jar")) {
            // As below, without looking into the JAR.
            return (version == null ? "unpackaged" : version) + " " + stamp(pathOf(source.getLocation().toString()));
        }
        String name = type.getName().replace('.', '/') + ".class";
        URL place = type.getResource('/' + name);
        return (version == null ? "unpackaged" : version) + " " + (place == null ? UNKNOWN : rootStamp(place, name));
    }

    /** The stamp of one place of a package: the JAR, or the class files that lie in the directory. */
    static String packageStamp(URL place) {
        return switch (place.getProtocol()) {
            case "jar" -> stamp(jarOf(place));
            case "file" -> filesStamp(pathOf(place.toString()), 1);
            case "jrt" -> stamp(Path.of(System.getProperty("java.home"), "lib", "modules"));
            default -> UNKNOWN;
        };
    }

    /** The stamp of a class path's entry; a directory has none, since its time says nothing of what lies below it. */
    static String jarStamp(String classPathEntry) {
        try {
            return classPathEntry.endsWith(".jar") ? stamp(Path.of(classPathEntry)) : "";
        } catch (InvalidPathException unspeakable) {
            // The JVM ignores what it cannot name.
            return UNKNOWN;
        }
    }

    /** The stamp of all that lies beside a class. */
    private static String rootStamp(URL place, String name) {
        if (!place.getProtocol().equals("file")) {
            return packageStamp(place);
        }
        String text = place.toString();
        return filesStamp(pathOf(text.substring(0, text.length() - name.length())), Integer.MAX_VALUE);
    }

    private static String filesStamp(Path directory, int depth) {
        if (directory == null) {
            return UNKNOWN;
        }
        try (Stream<Path> files = Files.walk(directory, depth)) {
            List<String> stamps = files.filter(file -> file.toString().endsWith(".class")).sorted()
                    .map(CodePlace::stamp).toList();
            return Environment.digest(stamps);
        } catch (IOException | RuntimeException failure) {
            return UNKNOWN;
        }
    }

    private static String stamp(Path file) {
        if (file == null) {
            return UNKNOWN;
        }
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return file.getFileName() + " " + found.size() + " " + found.lastModifiedTime().toMillis();
        } catch (IOException failure) {
            return UNKNOWN;
        }
    }

    /** The outermost JAR: of a JAR in a JAR, the file is what changes. */
    private static Path jarOf(URL place) {
        String inner = place.getPath();
        int end = inner.indexOf("!/");
        String outer = end < 0 ? inner : inner.substring(0, end);
        int nested = outer.indexOf("/!");
        String file = nested < 0 ? outer : outer.substring(0, nested);
        return pathOf(file.startsWith("nested:") ? file.replaceFirst("^nested:/*", "file:///") : file);
    }

    private static Path pathOf(String uri) {
        boolean plain = File.separatorChar == '/' && uri.startsWith("file:/") && !uri.startsWith("file://");
        for (int i = 0; plain && i < uri.length(); i++) {
            char c = uri.charAt(i);
            plain = c > ' ' && c < 0x7F && c != '%' && c != '#' && c != '?';
        }
        return plain ? Path.of(uri.substring("file:".length())) : Escaped.pathOf(uri);
    }

    /** Apart, since most places need none of it. */
    private static final class Escaped {

        private static Path pathOf(String uri) {
            try {
                return Path.of(new URI(uri));
            } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException odd) {
                return null;
            }
        }
    }
}
