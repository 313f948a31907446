package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a one-shot command ends that is not left to its end, or whose answer does not arrive. */
@ExtendWith(Scenario.class)
class ClientEndIT {

    private static final int TERMINATED = 143;

    /** Calls itself, and does not return. */
    private static final PluginJar BUSY = PluginJar.plugin("busy", "1.0.0").entry("acme.Busy").source("""
            package acme;
            import dev.hotplug.api.*;
            public final class Busy implements Plugin {
                @Override public void start(PluginContext context) {
                    context.export(Runnable.class, () -> {
                        while (true) {
                            java.util.concurrent.locks.LockSupport.park();
                        }
                    });
                }
            }
            """);
    private static final PluginJar CALLER = PluginJar.plugin("caller", "1.0.0").entry("acme.Caller").source("""
            package acme;
            import dev.hotplug.api.*;
            public final class Caller implements Plugin {
                @Override public void start(PluginContext context) {
                    context.executor().execute(() -> context.find(Runnable.class, "busy").orElseThrow().run());
                }
            }
            """);

    @TempDir
    private Path folder;
    private Path out;
    private Path err;
    private ConsoleProcess host;

    @BeforeEach
    void start() throws Exception {
        out = folder.resolve("out");
        err = folder.resolve("err");
        host = ConsoleProcess.start(folder);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void aSignalWhileItWaits_letsTheHostSayWhatBecameOfIt() throws Exception {
        BUSY.write(folder.resolve("busy.jar"));
        CALLER.write(folder.resolve("caller.jar"));
        host.client("load", "busy.jar", "caller.jar").expectExit(0);
        await().atMost(Scenario.SOON).until(() ->
                host.client("list", "--id", "busy").out().matches("(?s).* LIVE +0 +1 .*"));
        Process client = host.begin(out, err, "unload", "--drain", "1h", "busy");
        await().atMost(Scenario.SOON).until(() -> host.client("list", "--state", "going").out().contains("busy"));

        client.destroy();

        assertThat(client.waitFor()).isEqualTo(TERMINATED);
        assertThat(err).content().startsWith("INTERRUPTED: busy 1.0.0").contains("stays GOING",
                "plugin unload --drain 5s busy");
        assertThat(host.client("unload", "--force", "busy").exit()).isZero();
    }

    @Test
    void anAnswerThatCannotBeWritten_isAFailure() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device without room").exists();

        assertThat(host.begin(full, err, "list").waitFor()).isEqualTo(1);

        assertThat(err).content().startsWith("hotplug: standard output cannot be written: ");
        Process program = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-jar",
                SourceTree.console().toString(), "--version").redirectOutput(full.toFile())
                .redirectError(err.toFile()).start();
        assertThat(program.waitFor()).isEqualTo(1);
        assertThat(err).content().startsWith("hotplug: standard output cannot be written: ");
    }
}
