package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a console ends that is told to, by whoever: everything stops in order, or is named. */
@ExtendWith(Scenario.class)
class ConsoleEndIT {

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;
    private static final String NEVER = "while (true) { java.util.concurrent.locks.LockSupport.park(); }";

    @TempDir
    private Path folder;
    private Path plugins;
    private Path temporary;
    private LiveConsole console;

    @BeforeEach
    void prepare() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        write("base", "");
        write("middle", "", "base");
        write("top", "", "middle", "base");
    }

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void aSignal_stopsEverythingInReverseOrder(String signal, int exit) throws Exception {
        start("--watch");
        assumeThat(console.ignores(exit - SIGNALLED)).as("SIG" + signal + " is ignored where this build was started")
                .isFalse();

        console.signal(signal);

        assertThat(console.end()).isEqualTo(exit);
        assertThat(stops()).containsExactly("top", "middle", "base");
        assertThat(console.err()).allMatch(line -> line.endsWith(" stops") || line.startsWith("loaded "));
        assertThat(ProcessFacts.filesUnder(temporary)).isEmpty();
    }

    @Test
    void theEndOfTheInput_doesTheSame() throws Exception {
        start();

        assertThat(console.exit()).isZero();
        assertThat(stops()).containsExactly("top", "middle", "base");
        assertThat(ProcessFacts.filesUnder(temporary)).isEmpty();
    }

    @Test
    void aPluginThatDoesNotStop_isNamedAndTheOthersStop() throws Exception {
        write("stuck", NEVER, "base");
        start("--stop-limit", "6s");

        console.signal("TERM");

        assertThat(console.end()).isEqualTo(143);
        assertThat(stops()).containsSubsequence("top", "middle").contains("stuck");
        assertThat(console.err()).anyMatch(line -> line.contains("stuck 1.0.0") && line.contains("quarantine"))
                .anyMatch(line -> line.contains("base 1.0.0") && line.contains("required by stuck 1.0.0"));
        assertThat(ProcessFacts.filesUnder(temporary)).isEmpty();
    }

    @Test
    void pluginsThatTakeLongerThanAllMayTake_areNamedAndTheProcessEnds() throws Exception {
        for (String id : List.of("stuck-1", "stuck-2", "stuck-3", "stuck-4")) {
            write(id, NEVER, "base");
        }
        start("--stop-limit", "1s");

        console.signal("TERM");

        assertThat(console.end()).isEqualTo(143);
        assertThat(console.awaitErr("not stopped within 1000 ms: ")).contains("base 1.0.0").contains("stuck-");
    }

    @Test
    void aPluginThatEndsTheProcessFromItsStop_doesNotHangIt() throws Exception {
        write("exiting", "System.exit(7);", "top");
        start("--stop-limit", "2s");

        console.signal("TERM");

        assertThat(console.end()).isEqualTo(143);
        assertThat(stops()).startsWith("exiting");
    }

    @Test
    void aPluginThatEndsTheProcess_isNamed() throws Exception {
        start("--stop-limit", "1s");
        PluginJar.plugin("exiting", "1.0.0").entry("acme.Exiting").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Exiting implements Plugin {
                    @Override public void start(PluginContext context) { System.exit(7); }
                }
                """).write(folder.resolve("exiting.jar"));

        console.tell("plugin load " + folder.resolve("exiting.jar"));

        assertThat(console.end()).isEqualTo(7);
        assertThat(console.err()).anyMatch(line -> line.startsWith("exiting 1.0.0 called System.exit, on thread \"")
                && line.endsWith("acme.Exiting.start(Exiting.java:4); the host ends"));
        assertThat(stops()).containsExactly("top", "middle", "base");
        assertThat(ProcessFacts.filesUnder(temporary)).isEmpty();
    }

    private void start(String... options) throws Exception {
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--plugins";
        all[options.length + 1] = plugins.toString();
        console = LiveConsole.run(temporary, all);
        console.awaitThat(() -> console.plugins().containsKey("top"));
    }

    /** The ids of the plugins that said that they stop, in their order. */
    private List<String> stops() {
        return console.err().stream().filter(line -> line.endsWith(" stops"))
                .map(line -> line.substring(line.lastIndexOf(": ") + 2, line.length() - " stops".length())).toList();
    }

    private void write(String id, String end, String... requires) {
        PluginJar.plugin(id, "1.0.0").requires(requires).entry("acme.Stopping").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Stopping implements Plugin {
                    private PluginContext context;
                    @Override public void start(PluginContext context) { this.context = context; }
                    @Override public void stop() {
                        context.logger().log(System.Logger.Level.INFO, "%s stops");
                        %s
                    }
                }
                """.formatted(id, end)).write(plugins.resolve(id + ".jar"));
    }
}
