package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.probe.Echo;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once a plugin is loaded, the file that it came from is of no importance. */
@ExtendWith(Scenario.class)
class FileGoneIT {

    private static final PluginJar LIBRARY = PluginJar.annotated().source("""
            package acme.late;
            public final class InLibrary {
                public static String text() { return "library"; }
            }
            """).file("acme/late/library.txt", "resource of the library");

    /** Everything but the entry class is touched only when it is called. */
    private static final PluginJar LATE = PluginJar.plugin("late", "1.0.0").entry("acme.late.LatePlugin")
            .compiledAgainst(LIBRARY).library("library.jar", LIBRARY).file("acme/late/own.txt", "resource")
            .source("""
                    package acme.late;
                    import dev.hotplug.api.*;
                    import dev.hotplug.it.fixtures.probe.Echo;
                    public final class LatePlugin implements Plugin {
                        @Override public void start(PluginContext context) {
                            context.export(Echo.class, new Echo() {
                                @Override public String say(String what) {
                                    try {
                                        return new Late().text() + ", " + InLibrary.text() + ", "
                                                + text("own.txt") + ", " + text("library.txt");
                                    } catch (java.io.IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                }
                                @Override public void hold() { }
                            });
                        }
                        static String text(String name) throws java.io.IOException {
                            try (var in = LatePlugin.class.getResourceAsStream(name)) {
                                return new String(in.readAllBytes());
                            }
                        }
                    }
                    """)
            .source("""
                    package acme.late;
                    final class Late {
                        String text() { return "class"; }
                    }
                    """);

    @TempDir
    private Path folder;

    /** What becomes of the file. */
    enum Fate {
        /** It is deleted. */
        DELETED,
        /** It is overwritten in place, as {@code cp} does. */
        OVERWRITTEN,
        /** It is cut to nothing in place. */
        EMPTIED,
        /** Another plugin takes its name, as {@code mv} does. */
        REPLACED
    }

    @ParameterizedTest
    @EnumSource
    void thePluginLivesOnWithoutItsFile(Fate fate) throws Exception {
        Path jar = LATE.write(folder.resolve("late.jar"));
        try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
            host.load(jar);
            meet(fate, jar);

            assertThat(host.service(Echo.class).say("anything"))
                    .isEqualTo("class, library, resource, resource of the library");
        }
    }

    @Test
    void theFileIsNotOpenWhileThePluginIsLoaded() {
        Path jar = LATE.write(folder.resolve("late.jar")).toAbsolutePath();
        try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
            host.load(jar);
            host.service(Echo.class).say("anything");

            if (ProcessFacts.tellsOpenFiles()) {
                assertThat(ProcessFacts.openFiles()).doesNotContain(jar.toString());
            }
        }
    }

    private void meet(Fate fate, Path jar) throws Exception {
        switch (fate) {
            case DELETED -> Files.delete(jar);
            case OVERWRITTEN -> {
                try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
                    file.write(new byte[(int) Files.size(jar)]);
                }
            }
            case EMPTIED -> {
                try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
                    file.setLength(0);
                }
            }
            case REPLACED -> Files.move(PluginJar.plugin("other", "9.0.0").write(folder.resolve("other.jar")), jar,
                    StandardCopyOption.REPLACE_EXISTING);
            default -> throw new IllegalArgumentException(fate.name());
        }
    }
}
