package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Types on a terminal, each time when the prompt is there. */
@Timeout(60)
class InteractiveShellTest {

    private static final String PROMPT = "hotplug> ";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    @TempDir
    private Path directory;
    private final Screen screen = new Screen();
    private final PipedOutputStream keys = new PipedOutputStream();
    private final PluginHost host = PluginHost.builder().build();
    private int prompts;
    private Terminal terminal;
    private CompletableFuture<Void> shell;

    @BeforeEach
    void open() throws IOException {
        terminal = new ExternalTerminal("test", "ansi", new PipedInputStream(keys), screen, StandardCharsets.UTF_8);
        shell = CompletableFuture.runAsync(
                () -> InteractiveShell.run(Session.own(host), terminal, true, Optional.empty()));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
        terminal.close();
    }

    @Test
    void run_refusedAndMisusedCommands_goesOnToTheNext() throws Exception {
        type("plugin unload nobody\n");
        type("frob\n");
        type("plugin list\n");
        type("exit\n");
        shell.join();

        assertThat(screen.shown()).contains("NOT_FOUND: nobody", "no command frob", "no plugins loaded");
    }

    @Test
    void run_controlC_clearsTheLineAndGoesOn() throws Exception {
        type("plugin unload nobody");
        screen.await("nobody", 1);
        send(CTRL_C);
        type("plugin list\n");
        type("exit\n");
        shell.join();

        assertThat(screen.shown()).contains("no plugins loaded").doesNotContain("NOT_FOUND");
    }

    @Test
    void run_controlC_whileACommandWaits_endsIt() throws Exception {
        type("plugin events --follow --for 1h\n");
        host.load(PluginJar.plugin("text", "1.0.0").write(directory.resolve("text.jar")));
        screen.await("LOADED text", 1);
        send(CTRL_C);
        type("exit\n");
        shell.join();
    }

    @Test
    void run_cursorKeysThatTheTerminalsDescriptionLacks_moveAllTheSame() throws Exception {
        type("lugin lst\033OD\033[Di\033OHp\033[F\n");
        screen.await("no plugins loaded", 1);
        type("\033OA\n");
        screen.await("no plugins loaded", 2);
        type("exit\n");
        shell.join();
    }

    @Test
    void run_tab_showsFilesByTheirNames() throws Exception {
        Files.createDirectory(directory.resolve("api"));
        Files.createFile(directory.resolve("two words.jar"));
        type("plugin load " + directory + "/\t\t");
        screen.await("api/", 1);
        screen.await("two words.jar", 1);
        send("tw\t\n");
        screen.await("two words.jar: not a JAR", 1);
        type("exit\n");
        shell.join();

        assertThat(screen.shown()).doesNotContain("\\u001b");
    }

    @Test
    void run_tab_putsNoOtherIdInPlaceOfOneThatIsNotThere() throws Exception {
        host.load(PluginJar.plugin("text", "1.0.0").write(directory.resolve("text.jar")));
        type("plugin why de\t\n");
        screen.await("is not loaded", 1);
        type("plugin why te\t\n");
        screen.await("is live", 1);
        type("exit\n");
        shell.join();
    }

    @Test
    void run_controlD_leaves() throws Exception {
        type(CTRL_D);
        shell.join();

        assertThat(screen.shown()).contains("0 plugins loaded");
    }

    @Test
    void run_pluginThatLogsMeanwhile_isShownAboveThePromptAndTheLineIsKept() throws Exception {
        type("plugin li");
        screen.await("plugin li", 1);
        LoggerFactory.getLogger("plugin.clock").info("tick 1");
        screen.await("INFO plugin.clock: tick 1", 1);
        send("st\n");
        screen.await("no plugins loaded", 1);
        send("exit\n");
        shell.join();
    }

    /** Types when the next prompt is there. */
    private void type(String text) throws Exception {
        prompts++;
        screen.await(PROMPT, prompts);
        send(text);
    }

    private void send(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }
}
