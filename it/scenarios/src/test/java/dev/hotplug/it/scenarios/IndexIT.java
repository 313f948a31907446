package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A second start finds out nothing that the first one did. Each start is a process of its own. */
@ExtendWith(Scenario.class)
class IndexIT {

    private static final int PLUGINS = 200;

    @TempDir
    private Path folder;
    private Path jars;
    private Path index;
    private Forest forest;

    /** One start: what had to be done, the warnings, and the classes of libraries that were loaded for it. */
    private record Start(String time, long scans, long linkChecks, long indexHits, List<String> warnings,
                         List<String> libraryClasses) {
    }

    @BeforeEach
    void plant() throws IOException {
        jars = Files.createDirectory(folder.resolve("jars"));
        index = folder.resolve("index");
        forest = Forest.plant(PLUGINS, jars);
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target><encoder><pattern>%level %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="ERR"/></root>
                </configuration>
                """);
    }

    @Test
    void aSecondStartScansAndLinksNothing() throws Exception {
        Start first = start();
        Start second = start();
        System.out.println("first start of a host with " + PLUGINS + " plugins: " + first.time());
        System.out.println("second start: " + second.time());

        assertCounts(first, PLUGINS, PLUGINS);
        assertThat(first.libraryClasses()).as("the check can fail").isNotEmpty();
        assertCounts(second, 0, 0);
        assertThat(second.libraryClasses()).isEmpty();
        assertThat(first.warnings()).isEmpty();
        assertThat(second.warnings()).isEmpty();
    }

    @Test
    void aChangedPluginIsScannedAlone() throws Exception {
        start();
        Path changed = forest.files().get(PLUGINS / 2);
        String id = forest.idOf(changed);
        PluginJar same = PluginJar.plugin(id, "1." + PLUGINS / 2 + ".0").behaviour(Echoing.class);
        same.variant(1).write(changed);
        Start after = start();

        assertThat(after.scans()).isEqualTo(1);
        // Those that require it may be linked again, but nobody beyond them.
        assertThat(after.linkChecks()).isBetween(1L, (long) forest.dependentsOf(changed).size());
        assertThat(after.indexHits()).isEqualTo(PLUGINS - after.linkChecks());

        // One byte.
        byte[] bytes = same.variant(2).bytes();
        assertThat(Arrays.mismatch(bytes, Files.readAllBytes(changed))).isNotNegative();
        Files.write(changed, bytes);
        assertThat(start().scans()).isEqualTo(1);
        assertCounts(start(), 0, 0);
    }

    @Test
    void truncatedAndForeignFilesAreIgnoredWithAWarningAndReplaced() throws Exception {
        start();
        List<Path> entries = entries();
        assertThat(entries).hasSize(PLUGINS);
        byte[] sound = Files.readAllBytes(entries.get(0));
        Files.write(entries.get(0), Arrays.copyOf(sound, sound.length / 2));
        Files.write(entries.get(1), new byte[0]);
        Files.write(entries.get(2), sound);
        Files.writeString(entries.get(3), "something else altogether, but of some length");

        Start after = start();
        assertCounts(after, 4, 4);
        assertThat(after.warnings()).hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("WARN index " + index).contains("is ignored"))
                .satisfiesOnlyOnce(line -> assertThat(line).contains("content"));

        Start healed = start();
        assertCounts(healed, 0, 0);
        assertThat(healed.warnings()).isEmpty();
        assertThat(entries()).hasSize(PLUGINS);
        assertThat(Files.readAllBytes(entries.get(0))).isEqualTo(sound);
    }

    @Test
    void aLargeLibraryIsNotReadAgain() throws Exception {
        jars = Files.createDirectory(folder.resolve("alone"));
        RealLibrary.with(PluginJar.plugin("large", "1.0.0").behaviour(Echoing.class), RealLibrary.files("groovy-"))
                .write(jars.resolve("large.jar"));

        Start first = start();
        Start second = start();
        System.out.println("first start with Groovy as a nested library: " + first.time());
        System.out.println("second start: " + second.time());
        assertThat(first.linkChecks()).isEqualTo(1);
        assertThat(second.linkChecks()).isZero();
        assertThat(second.indexHits()).isEqualTo(1);
        assertThat(second.libraryClasses()).isEmpty();
    }

    private static void assertCounts(Start start, long scans, long linkChecks) {
        assertThat(List.of(start.scans(), start.linkChecks(), start.indexHits()))
                .containsExactly(scans, linkChecks, PLUGINS - linkChecks);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.sorted().toList();
        }
    }

    private Start start() throws Exception {
        Path classes = folder.resolve("classes.log");
        ForkedJvm.Result result = ForkedJvm.main(IndexedStart.class).temporary(folder)
                .flags("-Xlog:class+load=info:file=" + classes,
                        "-Dlogback.configurationFile=" + folder.resolve("logback.xml"))
                .arguments(jars.toString(), index.toString()).run().expectExit(0);
        Pattern ofLibraries = Pattern.compile("(?<![.\\w])org\\.objectweb\\.asm\\.");
        try (Stream<String> lines = Files.lines(classes)) {
            return new Start(result.out().lines().findFirst().orElseThrow(), count(result, "scans"),
                    count(result, "link checks"), count(result, "index hits"), result.err().lines().toList(),
                    lines.filter(ofLibraries.asPredicate()).limit(5).toList());
        }
    }

    private static long count(ForkedJvm.Result result, String what) {
        return result.out().lines().filter(line -> line.startsWith(what + " ")).findFirst()
                .map(line -> Long.parseLong(line.substring(what.length() + 1))).orElseThrow();
    }
}
