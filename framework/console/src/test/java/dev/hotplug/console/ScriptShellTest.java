package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScriptShellTest {

    private TestConsole console;

    @BeforeEach
    void open(@TempDir Path directory) {
        console = new TestConsole(directory);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void run_commentsAndBlankLines_areSkipped() throws IOException {
        assertThat(console.script(false, "# a comment", "", "   ", "  # another", "plugin list")).isZero();

        assertThat(console.out()).containsExactly("no plugins loaded");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void run_commentAfterACommand_isSkippedUnlessQuoted() throws IOException {
        assertThat(console.script(false, "plugin list # it's all", "plugin list\t#")).isZero();
        assertThat(console.out()).containsExactly("no plugins loaded", "no plugins loaded");

        assertThat(console.script(false, "plugin why '# x'")).isZero();
        assertThat(console.out()).singleElement().asString().startsWith("# x");
        assertThat(console.script(false, "plugin why a#b")).isZero();
        assertThat(console.out()).singleElement().asString().startsWith("a#b");
    }

    @Test
    void run_backslashAtTheEnd_isToldNotToContinueTheLine() throws IOException {
        assertThat(console.script(false, "plugin \\", "list")).isEqualTo(2);
        assertThat(console.err()).containsExactly("plugin \\: a line is not continued by a backslash at its end;"
                + " write it as one line");
    }

    @Test
    void help_ofACommandByItsLastWord_explainsIt() {
        assertThat(console.run("help load")).isZero();
        assertThat(console.out()).anyMatch(line -> line.contains("plugin load [OPTION...]"));
    }

    @Test
    void run_refusedCommand_endsTheScriptWith1() throws IOException {
        assertThat(console.script(false, "plugin unload nobody", "plugin list")).isEqualTo(1);

        assertThat(console.out()).isEmpty();
        assertThat(console.err()).singleElement().asString().startsWith("NOT_FOUND: nobody");
    }

    @Test
    void run_misusedCommand_endsTheScriptWith2() throws IOException {
        assertThat(console.script(false, "plugin lst", "plugin list")).isEqualTo(2);

        assertThat(console.err()).containsExactly("plugin: no command lst (did you mean list?); see plugin --help");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void run_keepGoing_runsEveryLineAndEndsWith0() throws IOException {
        assertThat(console.script(true, "plugin unload nobody", "frob", "plugin", "plugin list")).isZero();

        assertThat(console.out()).containsExactly("no plugins loaded");
        assertThat(console.err()).hasSize(3);
    }

    @Test
    void run_exit_leavesTheRestUnread() throws IOException {
        assertThat(console.script(false, "exit", "plugin unload nobody")).isZero();

        assertThat(console.err()).isEmpty();
    }

    @Test
    void run_severalLinesAtOnce_areSeveralCommands() {
        assertThat(console.run("plugin list\n  # pasted\nplugin unload nobody\nplugin list")).isEqualTo(1);

        assertThat(console.out()).containsExactly("no plugins loaded");
        assertThat(console.err()).singleElement().asString().startsWith("NOT_FOUND: nobody");
    }

    @Test
    void run_quotedPath_isOneWord() throws IOException {
        String jar = console.jar("with a space", PluginJar.plugin("spaced", "1.0.0"));

        assertThat(console.script(false, "plugin load " + jar, "plugin unload \"spaced\"")).isZero();
        assertThat(console.host().plugins()).extracting(PluginInfo::id).isEmpty();
    }

    @Test
    void follow_endsWithTheInputOrTheNextLine() throws IOException {
        console.load("text", "1.2.0");

        assertThat(console.script(false, "plugin events --follow", "plugin list --id x", "plugin events --follow"))
                .isZero();

        assertThat(console.out()).hasSize(3).element(1).isEqualTo("none of 1 plugin matches");
    }

    @Test
    void run_quoteThatIsNotClosed_isMisuse() throws IOException {
        assertThat(console.script(false, "plugin load 'a.jar")).isEqualTo(2);

        assertThat(console.err()).containsExactly("plugin load 'a.jar: a quote is not closed");
    }

    @Test
    void help_ofEachCommand_isThere() {
        for (String command : new String[] {"", "plugin", "plugin load", "plugin unload", "plugin list", "plugin info",
            "plugin deps", "plugin symbols", "plugin reload", "plugin why", "plugin param", "plugin events",
            "plugin stats", "plugin owner", "plugin record", "plugin help", "help", "exit"}) {
            assertThat(console.run("help " + command)).as(command).isZero();
            assertThat(console.out()).as(command).anyMatch(line -> line.contains("Usage:") || line.contains("COMMAND"));
            if (!command.isEmpty()) {
                assertThat(console.run(command + " --help")).as(command).isZero();
                assertThat(console.out()).as(command).anyMatch(line -> line.startsWith("Usage:"));
            }
        }
        assertThat(console.run("help plugin lood")).isEqualTo(2);
    }
}
