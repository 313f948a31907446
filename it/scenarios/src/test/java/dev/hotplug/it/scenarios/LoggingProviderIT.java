package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.Appender;
import dev.hotplug.PluginHost;
import dev.hotplug.api.Plugin;
import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;
import org.semver4j.Semver;
import org.slf4j.LoggerFactory;

/**
 * A host with an index remembers that its class path, of JARs alone, has no logging provider; but whoever adds one is
 * told what happens.
 */
@ExtendWith(Scenario.class)
class LoggingProviderIT {

    private static final String LIVE = "echo 1.0.0 #1 is live";

    @TempDir
    private Path folder;
    private List<Path> quiet;
    private List<Path> provider;

    @BeforeEach
    void pack() throws Exception {
        Files.createDirectories(folder.resolve("lib"));
        quiet = jars(ColdStart.class, Probe.class, PluginHost.class, Plugin.class, LoggerFactory.class, Opcodes.class,
                Semver.class);
        provider = jars(Logger.class, Appender.class);
        PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(folder.resolve("echo.jar"));
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%level %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    @Test
    void aProviderThatIsAdded_isTold() throws Exception {
        for (int start = 0; start < 3; start++) {
            assertThat(start(quiet)).isEqualTo("echo:called\n");
        }
        List<Path> all = Stream.concat(quiet.stream(), provider.stream()).toList();
        assertThat(start(all)).contains(LIVE);
        assertThat(start(quiet)).isEqualTo("echo:called\n");
    }

    /** As applications are that keep their libraries beside a JAR which names them. */
    @Test
    void aProviderThatComesToBeWhereAJarNamesIt_isTold() throws Exception {
        String names = Stream.concat(quiet.stream(), provider.stream()).map(jar -> jar.getFileName().toString())
                .collect(Collectors.joining(" "));
        Path thin = PluginJar.withoutDescriptor().manifest("Class-Path", names).write(folder.resolve("lib/thin.jar"));
        for (Path jar : provider) {
            Files.move(jar, folder.resolve(jar.getFileName()));
        }
        assertThat(start(List.of(thin))).isEqualTo("echo:called\n");
        assertThat(start(List.of(thin))).isEqualTo("echo:called\n");
        for (Path jar : provider) {
            Files.move(folder.resolve(jar.getFileName()), jar);
        }
        assertThat(start(List.of(thin))).contains(LIVE);
    }

    private String start(List<Path> classPath) throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(ColdStart.class).temporary(folder)
                .flags("-Dlogback.configurationFile=" + folder.resolve("logback.xml"))
                .classPath(classPath.toArray(Path[]::new)).arguments(folder.resolve("echo.jar").toString(),
                        folder.resolve("work").toString(), folder.resolve("index").toString()).run().expectExit(0);
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    /** The JARs of classes; of those that come from a directory, one that is made of it. */
    private List<Path> jars(Class<?>... types) throws Exception {
        Path lib = folder.resolve("lib");
        for (Class<?> type : types) {
            Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path jar = lib.resolve(type.getSimpleName() + ".jar");
            if (Files.isDirectory(place)) {
                pack(place, jar);
            } else {
                Files.copy(place, jar);
            }
        }
        return Stream.of(types).map(type -> lib.resolve(type.getSimpleName() + ".jar")).toList();
    }

    private static void pack(Path directory, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
    }
}
