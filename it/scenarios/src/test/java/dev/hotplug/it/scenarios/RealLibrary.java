package dev.hotplug.it.scenarios;

import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A library from Maven Central, the plugin that carries it and uses it for real (its source is in {@code
 * real-libraries}), and what comes of that.
 */
enum RealLibrary {

    H2("Ada 1815. Grace 1906.", "h2-"),
    SQLITE("3 amounts make 321", "sqlite-jdbc-"),
    JACKSON("{\"name\":\"Ada\",\"years\":[1815,1852]}", "jackson-databind-2.22.", "jackson-core-2.22.",
            "jackson-annotations-2.22"),
    NETTY("HTTP/1.1 200 OK: you asked for /plugin", "netty-"),
    GROOVY("box of 1, box of 4, box of 9", "groovy-"),
    LUCENE("1 hit by Lucene912: The Plugins are unloaded", "lucene-core-"),
    LOG4J("WARN acme - it is 12 o'clock", "log4j-"),
    PDFBOX("1 page: Plugins come and go.", "pdfbox-", "fontbox-", "commons-logging-");

    private final String expected;
    private final String[] libraries;

    RealLibrary(String expected, String... libraries) {
        this.expected = expected;
        this.libraries = libraries;
    }

    /** The plugin's id. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the plugin's operation gives. */
    String expected() {
        return expected;
    }

    /** The plugin, with its libraries nested in it. */
    PluginJar jar() {
        Path[] nested = files(libraries);
        PluginJar jar = with(PluginJar.annotated(), nested).compiledAgainst(nested).source(text(id() + ".java"));
        return this != LOG4J ? jar : jar.file("log4j2.xml", text("log4j2.xml"))
                .file("log4j2.component.properties", text("log4j2.component.properties"));
    }

    /** Nests library files. */
    static PluginJar with(PluginJar jar, Path... files) {
        PluginJar result = jar;
        for (Path file : files) {
            try {
                result = result.file("lib/" + file.getFileName(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return result;
    }

    /** The libraries that the build fetched whose names begin so. */
    static Path[] files(String... beginnings) {
        try (Stream<Path> files = Files.list(SourceTree.libraries())) {
            Path[] found = files
                    .filter(file -> Stream.of(beginnings).anyMatch(file.getFileName().toString()::startsWith))
                    .sorted().toArray(Path[]::new);
            if (found.length < beginnings.length) {
                throw new AssertionError("expected " + String.join("*, ", beginnings) + "*; found " + found.length);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = RealLibrary.class.getResourceAsStream("/real-libraries/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
