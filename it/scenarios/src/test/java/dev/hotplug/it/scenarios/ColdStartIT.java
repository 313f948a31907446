package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.api.Plugin;
import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Probe;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;
import org.semver4j.Semver;
import org.slf4j.LoggerFactory;

/**
 * What a cold host must not bring into the JVM: each of these took longer than the load itself. Counted in classes,
 * because time depends on the machine.
 */
@ExtendWith(Scenario.class)
class ColdStartIT {

    /** Lambdas of the framework, loggers, digests, random numbers, and what reads and writes bytecode. */
    private static final Pattern EXPENSIVE = Pattern.compile("dev\\.hotplug\\.(?!it\\.)[\\w.$]*\\$\\$Lambda"
            + "|org\\.slf4j\\.LoggerFactory |java\\.security\\.(MessageDigest|SecureRandom) "
            + "|(?<!internal\\.)org\\.objectweb\\.asm\\.");

    /** What the JVM has to make itself: lambdas, and the methods of records; and loggers. */
    private static final Pattern MADE = Pattern.compile("dev\\.hotplug\\.(?!it\\.)[\\w.$]*\\$\\$Lambda"
            + "|java\\.lang\\.runtime\\.ObjectMethods |org\\.slf4j\\.LoggerFactory ");

    @TempDir
    private Path folder;

    @Test
    void aPluginThatTheIndexKnows_comesUpWithoutWhatIsExpensive() throws Exception {
        Path jar = folder.resolve("echo.jar");
        PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(jar);

        String index = folder.resolve("index").toString();
        assertThat(classes(EXPENSIVE, jar, index)).as("the check can fail").isNotEmpty();
        assertThat(classes(EXPENSIVE, jar, index)).isEmpty();
    }

    @Test
    void aPluginWithoutIndex_isScannedAndLinkedWithoutClassesMadeForIt() throws Exception {
        Path jar = folder.resolve("echo.jar");
        PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(jar);

        assertThat(classes(EXPENSIVE, jar)).as("it is scanned").isNotEmpty();
        assertThat(classes(MADE, jar)).isEmpty();
    }

    private List<String> classes(Pattern wanted, Path jar, String... index) throws Exception {
        Path classes = folder.resolve("classes.log");
        // No logging provider: whoever has one wants to be told, and pays for that.
        ForkedJvm.Result result = ForkedJvm.main(ColdStart.class).temporary(folder)
                .classPath(of(ColdStart.class), of(Probe.class), of(PluginHost.class), of(Plugin.class),
                        of(LoggerFactory.class), of(Opcodes.class), of(Semver.class))
                .flags("-Xlog:class+load=info:file=" + classes)
                .arguments(Stream.concat(Stream.of(jar.toString(), folder.resolve("work").toString()),
                        Stream.of(index)).toArray(String[]::new))
                .run().expectExit(0);
        assertThat(result.out().lines()).containsExactly("echo:called");
        assertThat(result.err()).as("SLF4J complains when it is woken without a provider").isEmpty();
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(wanted.asPredicate()).limit(5).toList();
        }
    }

    private static Path of(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
