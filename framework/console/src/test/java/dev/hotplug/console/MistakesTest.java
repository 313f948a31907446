package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@code mistakes.txt}: each answer is exact, one line, and changes nothing. */
class MistakesTest {

    private static final Pattern ROW = Pattern.compile("\\$ (?<line>.*)\n(?<code>\\d) (?<answer>.*)");

    @TempDir
    private static Path directory;

    private static TestConsole console;
    private static List<PluginInfo> loaded;

    private record Mistake(String line, int code, String answer) {

        @Override
        public String toString() {
            return line;
        }
    }

    @BeforeAll
    static void load() throws IOException {
        console = new TestConsole(directory);
        console.jar("text", SamplePlugins.TEXT);
        console.jar("greeter", SamplePlugins.GREETER);
        console.jar("rival", SamplePlugins.text("2.0.0"));
        console.jar("needy", PluginJar.plugin("needy", "1.0.0").requires("nowhere", "text@^2"));
        console.jar("failing", SamplePlugins.failing("failing", "1.0.0"));
        console.jar("plain", PluginJar.withoutDescriptor());
        Files.writeString(directory.resolve("broken.jar"), "no ZIP");
        Files.createFile(directory.resolve("empty.jar"));
        Files.createDirectory(directory.resolve("folder"));
        console.run("plugin load " + directory + "/text.jar " + directory + "/greeter.jar");
        loaded = console.host().plugins();
        assertThat(loaded).hasSize(2);
    }

    @AfterAll
    static void close() {
        console.close();
    }

    static Stream<Mistake> mistakes() throws IOException {
        try (InputStream table = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
            String rows = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            List<MatchResult> found = ROW.matcher(rows).results().toList();
            assertThat(found).hasSizeGreaterThanOrEqualTo(40);
            return found.stream().map(row -> new Mistake(row.group(1), Integer.parseInt(row.group(2)), row.group(3)));
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isAnsweredInOneLine(Mistake mistake) {
        int code = console.run(mistake.line().replace("FOLDER", directory.toString()));

        assertThat(console.err()).containsExactly(mistake.answer().replace("FOLDER", directory.toString())
                .replace("HOME", System.getProperty("user.home")));
        assertThat(code).isEqualTo(mistake.code());
        assertThat(console.out()).isEmpty();
        assertThat(console.host().plugins()).isEqualTo(loaded);
    }

    @Test
    void fileThatMayNotBeRead_isAnsweredInOneLine() throws IOException {
        Path file = Files.copy(directory.resolve("plain.jar"), directory.resolve("secret.jar"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read everything");

        assertThat(console.run("plugin load " + file)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("BAD_IMAGE: secret.jar: cannot be read: ");
    }
}
