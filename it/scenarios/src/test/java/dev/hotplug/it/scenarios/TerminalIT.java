package dev.hotplug.it.scenarios;

import static dev.hotplug.it.scenarios.Keyboard.CTRL_C;
import static dev.hotplug.it.scenarios.Keyboard.ENTER;
import static dev.hotplug.it.scenarios.Keyboard.TAB;
import static dev.hotplug.it.scenarios.Keyboard.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session on a terminal, keys in and screen out. */
@ExtendWith(Scenario.class)
class TerminalIT {

    private static final String PROMPT = "hotplug> ";
    private static final String ESCAPE = "\u001b[";

    @TempDir
    private Path folder;
    private Path home;
    private Keyboard keyboard;

    @BeforeEach
    void prepare() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(folder.resolve("jars"));
        PluginJar.plugin("text", "1.2.0").write(folder.resolve("jars/text.jar"));
        PluginJar.annotated().source("""
                package acme;
                import dev.hotplug.api.*;
                @PluginDescriptor(id = "greeter", version = "1.4.0", requires = "text")
                public final class Greeter implements Plugin {
                    @Param private String word = "Hello";
                    @Override public void start(PluginContext context) {
                        context.export(Runnable.class, () -> { });
                    }
                }
                """).write(folder.resolve("jars/greeter.jar"));
    }

    @AfterEach
    void close() {
        keyboard.close();
    }

    @Test
    void tab_completesCommandsFilesParametersIdsAndSymbols() throws Exception {
        open("--plugins", "jars");
        type("plugin unl" + TAB, PROMPT + "plugin unload");
        type("gre" + TAB, PROMPT + "plugin unload greeter");
        run(ENTER, "unloaded greeter 1.4.0");
        type("plugin load jars/gre" + TAB, PROMPT + "plugin load jars/greeter.jar");
        type("wo" + TAB, PROMPT + "plugin load jars/greeter.jar word=");
        run("Hi" + ENTER, "loaded greeter 1.4.0");
        type("plugin symbols Run" + TAB, PROMPT + "plugin symbols Runnable");
        run(ENTER, "java.lang.Runnable");
        type("plugin unload --dr" + TAB, PROMPT + "plugin unload --drain");
        type(CTRL_C, PROMPT.strip());
        leave();
    }

    @Test
    void tabAgainAndAgain_showsWhatMayComeAndPutsNothingOfItIn() throws Exception {
        open("--plugins", "jars");
        keyboard.type("plugin list --state=" + TAB + TAB + TAB + TAB);
        keyboard.await("coming   going");
        run("l" + TAB + ENTER, "greeter  1.4.0");
        assertThat(keyboard.lines()).contains(PROMPT + "plugin list --state=live");
        leave();
    }

    @Test
    void controlC_givesUpTheLineOrTheWaitAndNeverTheHost() throws Exception {
        open("--plugins", "jars");
        keyboard.type("plugin unload text");
        keyboard.awaitLine(PROMPT + "plugin unload text");
        keyboard.type(CTRL_C);
        keyboard.awaitLine(PROMPT.strip());
        keyboard.type("plugin unload --wait 1h text" + ENTER);
        keyboard.await("--wait 1h text");
        // The wait may not have begun; a key that comes too early clears an empty line.
        await().atMost(Scenario.SOON).until(() -> {
            keyboard.type(CTRL_C);
            return String.join("\n", keyboard.lines()).contains("INTERRUPTED: text 1.2.0");
        });
        // One too many may still clear a line.
        await().atMost(Scenario.SOON).until(() -> {
            keyboard.type("help nothing" + ENTER);
            return String.join("\n", keyboard.lines()).contains("no command nothing");
        });
        run("plugin deps greeter" + ENTER, "\\- text 1.2.0");
        leave();
    }

    @Test
    void up_bringsBackWhatWasTypedAlsoInTheNextSession() throws Exception {
        open();
        run("plugin list" + ENTER, "no plugins loaded");
        type(UP, PROMPT + "plugin list");
        type(CTRL_C, PROMPT.strip());
        leave();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".hotplug_history"))))
                .isEqualTo("rw-------");

        open();
        type(UP, PROMPT + "exit");
        type(UP, PROMPT + "plugin list");
        run(ENTER, "no plugins loaded");
        leave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001bO", "\u001b["})
    void cursorKeys_inEitherForm_moveInTheHistoryAndInTheLine(String form) throws Exception {
        open();
        run("plugin list" + ENTER, "no plugins loaded");
        type(form + "A", PROMPT + "plugin list");
        type(form + "B", PROMPT.strip());
        type("lugin sat" + form + "D" + form + "D" + "t" + form + "C" + form + "Hp", PROMPT + "plugin stat");
        run(form + "F" + "s" + ENTER, "grace periods:");
        leave();
    }

    @Test
    void longOutput_stopsAfterEachScreenfulUnlessItIsToldNotTo() throws Exception {
        Path many = Files.createDirectory(folder.resolve("many"));
        for (int i = 10; i < 70; i++) {
            PluginJar.plugin("plugin-" + i, "1.0.0").write(many.resolve(i + ".jar"));
        }
        open("--plugins", "many");
        keyboard.type("plugin list" + ENTER);
        keyboard.await("-- more");
        run("q", PROMPT.strip());
        leave();

        open("--plugins", "many", "--no-pager");
        keyboard.type("plugin list" + ENTER);
        keyboard.awaitLine(PROMPT.strip());
        assertThat(keyboard.received()).doesNotContain("-- more");
        leave();
    }

    @Test
    void colours_areForTerminalsOnly() throws Exception {
        open();
        run("help plugin" + ENTER, "Commands:");
        assertThat(keyboard.received()).contains(ESCAPE + "1m");
        leave();

        ForkedJvm.Result piped = ForkedJvm.jar(SourceTree.console()).temporary(home).arguments("run")
                .input("help plugin\n").run().expectExit(0);
        assertThat(piped.out()).contains("Commands:").doesNotContain(ESCAPE);
    }

    @Test
    void theSessionOfTheReadme_looksAsItIsShownThere() throws Exception {
        open(SourceTree.root(), "--plugins", "sample-plugins/target/plugins");
        keyboard.type("plugin un" + TAB + TAB);
        keyboard.await("http-status  ");
        assertShown("terminal-tab");
        type("gr" + TAB, PROMPT + "plugin unload greeter");
        run(ENTER, "unloaded greeter");
        type("plugin load sample-plugins/target/up" + TAB + "gr" + TAB + "w" + TAB + "Welcome",
                PROMPT + "plugin load sample-plugins/target/upgrades/greeter-2.jar word=Welcome");
        run(ENTER, "loaded greeter 2.0.0");
        type("plugin unload text", PROMPT + "plugin unload text");
        type(CTRL_C, PROMPT.strip());
        type("plugin deps gr" + TAB, PROMPT + "plugin deps greeter");
        run(ENTER, "\\- text 1.2.0");
        leave();
        assertShown("terminal-session");
    }

    /** Lines that are not the same each time, as the samples' order and their addresses, are not shown there. */
    private void assertShown(String sample) {
        assertThat(keyboard.lines()).containsSubsequence(Readme.read().sample(sample).lines()
                .filter(line -> !line.isBlank()).toList());
    }

    private void open(String... options) throws Exception {
        open(folder, options);
    }

    private void open(Path directory, String... options) throws Exception {
        keyboard = Keyboard.run(directory, home, options);
        keyboard.awaitLine(PROMPT.strip());
    }

    /** Types, and waits for what the last line then is. */
    private void type(String keys, String line) throws Exception {
        keyboard.type(keys);
        keyboard.awaitLine(line.strip());
    }

    /** Types, and waits for a text and the next prompt. */
    private void run(String keys, String shown) throws Exception {
        keyboard.type(keys);
        keyboard.await(shown);
        keyboard.awaitLine(PROMPT.strip());
    }

    private void leave() throws Exception {
        keyboard.type("exit" + ENTER);
        assertThat(keyboard.end()).isZero();
    }
}
