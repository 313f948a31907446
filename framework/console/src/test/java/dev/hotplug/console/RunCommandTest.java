package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a pipe, in this process. */
class RunCommandTest {

    private final InputStream standardInput = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @AfterEach
    void restore() {
        System.setIn(standardInput);
    }

    @Test
    void run_directory_loadsItInTheOrderOfItsDependencies() {
        PluginJar.plugin("a-greeter", "1.4.0").requires("text").write(directory.resolve("a.jar"));
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("b.jar"));

        assertThat(run("plugin deps", "--plugins", directory.toString())).isZero();

        assertThat(out.toString().lines()).containsExactly("a-greeter 1.4.0", "\\- text 1.2.0: required as text");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void run_directoryWithABadJar_loadsTheOthersAndEndsWith1() throws Exception {
        Files.writeString(directory.resolve("bad.jar"), "not a ZIP");
        Files.writeString(directory.resolve("readme.txt"), "not a JAR");
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar"));

        assertThat(run("plugin deps", "--plugins", directory.toString())).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly("text 1.2.0");
        assertThat(err.toString().lines()).singleElement().asString().startsWith("BAD_IMAGE: ").contains("bad.jar");
    }

    @Test
    void run_directoryWithABadJarAndKeepGoing_endsWith0() throws Exception {
        Files.writeString(directory.resolve("bad.jar"), "not a ZIP");

        assertThat(run("plugin list", "--plugins", directory.toString(), "--keep-going")).isZero();
    }

    @Test
    void run_directoryWithTwoFilesOfOnePlugin_saysWhichAndWhatToDo() {
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("a.jar"));
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("b.jar"));

        assertThat(run("plugin deps", "--plugins", directory.toString())).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly("text 1.2.0");
        assertThat(err.toString().lines()).containsExactly("ALREADY_LOADED: text 1.2.0: not loaded from "
                + directory.resolve("b.jar") + ": the same plugin as " + directory.resolve("a.jar")
                + "; delete one of them");
    }

    @Test
    void run_directoryWithTwoVersionsOfOnePlugin_saysWhichIsLoadedAndWhatToDo() {
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("a.jar"));
        PluginJar.plugin("text", "1.3.0").write(directory.resolve("b.jar"));

        assertThat(run("plugin deps", "--plugins", directory.toString())).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly("text 1.3.0");
        assertThat(err.toString().lines()).containsExactly("ALREADY_LOADED: text 1.2.0: not loaded from "
                + directory.resolve("a.jar") + ": " + directory.resolve("b.jar") + " holds text 1.3.0, which is loaded"
                + "; delete one of them");
    }

    @Test
    void run_directoryThatDoesNotExist_isMisuse() {
        assertThat(run("", "--plugins", directory.resolve("none").toString())).isEqualTo(2);

        assertThat(err.toString().lines()).containsExactly("hotplug run: --plugins " + directory.resolve("none")
                + ": no such directory; see hotplug run --help");
    }

    /** The current directory would be watched, or written to, as soon as a variable is not set. */
    @Test
    void run_directoryWithAnEmptyName_isMisuse() {
        for (String[] options : new String[][] {{"--plugins", ""}, {"--data", ""}, {"--watch", "--plugins="}}) {
            assertThat(run("plugin list", options)).isEqualTo(2);
        }

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly(
                "hotplug run: --plugins: the name is empty (is a variable unset?); see hotplug run --help",
                "hotplug run: --data: the name is empty (is a variable unset?); see hotplug run --help",
                "hotplug run: --plugins: the name is empty (is a variable unset?); see hotplug run --help");
    }

    @Test
    void run_fileInPlaceOfADirectory_isMisuse() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run("", "--data", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--data " + file + ": not a directory");
    }

    @Test
    void load_byTheNameOfAFileOfTheDirectory_guessesThatFile() {
        Path jar = PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar"));

        assertThat(run("plugin load text", "--plugins", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file text (did you mean " + jar + "?)");
    }

    @Test
    void run_dataDirectoryThatCannotBeMade_isMisuse() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run("", "--data", file.resolve("data").toString())).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString()
                .startsWith("hotplug run: --data " + file.resolve("data") + ": cannot be made (");
    }

    @Test
    void run_withAConfiguration_loadsAsItSays() throws Exception {
        Files.writeString(directory.resolve("plugins.yaml"), """
                blocklist: [debugger]
                parameters: {greeter: {word: Moin}}
                load-after: {a: [text]}
                """);
        PluginJar.plugin("a", "1.0.0").write(directory.resolve("a.jar"));
        PluginJar.plugin("debugger", "1.0.0").write(directory.resolve("debugger.jar"));
        SamplePlugins.TEXT.write(directory.resolve("text.jar"));
        SamplePlugins.GREETER.write(directory.resolve("z.jar"));

        assertThat(run("plugin list --json\nplugin param greeter word",
                "--plugins", directory.toString())).isZero();

        assertThat(out.toString()).doesNotContain("debugger").containsSubsequence(
                "\"id\":\"text\"", "\"id\":\"a\"").endsWith("Moin\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void run_aParameterOfTheConfigurationThatNoPluginHas_namesTheFile() throws Exception {
        Files.writeString(directory.resolve("plugins.yaml"), "parameters: {greeter: {wrd: Moin}}");
        SamplePlugins.TEXT.write(directory.resolve("text.jar"));
        SamplePlugins.GREETER.write(directory.resolve("z.jar"));

        assertThat(run("", "--plugins", directory.toString())).isEqualTo(1);

        assertThat(err.toString().lines()).singleElement().asString()
                .startsWith("INVALID_PARAMETER: greeter 1.4.0: no parameter wrd").endsWith("; "
                        + directory.resolve("plugins.yaml") + " sets it, correct it there (did you mean word?)");
    }

    @Test
    void run_aConfigurationThatCannotBeUsed_isMisuseAndLoadsNothing() throws Exception {
        Files.writeString(directory.resolve("plugins.yaml"), "blocklist:\n- a\n- [b]\n");

        assertThat(run("plugin list", "--plugins", directory.toString())).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly("hotplug run: " + directory.resolve("plugins.yaml")
                + ":3: blocklist: expected text, found a list; see hotplug run --help");
    }

    @Test
    void run_withData_keepsAnIndexThere() throws Exception {
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar"));
        Path data = directory.resolve("data");

        assertThat(run("", "--plugins", directory.toString(), "--data", data.toString())).isZero();

        try (Stream<Path> files = Files.list(data.resolve(".index"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void run_pluginWhoseStartDoesNotEnd_isGivenUpAtTheLimitAndTheOthersAreLoaded() {
        PluginJar.annotated().source("""
                package com.acme.endless;

                import dev.hotplug.api.*;
                import java.util.concurrent.CountDownLatch;

                @PluginDescriptor(id = "endless", version = "1.0.0")
                public final class EndlessPlugin implements Plugin {
                    @Override
                    public void start(PluginContext context) throws Exception {
                        new CountDownLatch(1).await();
                    }
                }
                """).write(directory.resolve("a.jar"));
        PluginJar.plugin("text", "1.2.0").write(directory.resolve("b.jar"));

        assertThat(run("plugin deps", "--plugins", directory.toString(), "--start-limit", "50ms")).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly("text 1.2.0");
        assertThat(err.toString().lines()).singleElement().asString().startsWith("START_TIMEOUT: endless 1.0.0")
                .contains("50 ms");
    }

    @Test
    void run_withALimitThatIsNone_isMisuse() {
        for (String option : new String[] {"--start-limit", "--stop-limit"}) {
            assertThat(run("", option, "soon")).isEqualTo(2);
            assertThat(err.toString().lines()).last().asString()
                    .startsWith("hotplug run: Invalid value for option '" + option + "': 'soon' is not a duration");
        }
    }

    @Test
    void run_withAPolicy_refusesByIt() {
        PluginJar gone = PluginJar.withoutDescriptor().source("package gone; public class Gone { }");
        PluginJar.plugin("lax", "1.0.0").library("user.jar", PluginJar.withoutDescriptor().compiledAgainst(gone)
                .source("package lib; public class User extends gone.Gone { }")).write(directory.resolve("lax.jar"));

        assertThat(run("", "--plugins", directory.toString())).isZero();
        assertThat(run("", "--plugins", directory.toString(), "--link-policy", "strict")).isEqualTo(1);
        assertThat(err.toString()).startsWith("UNRESOLVED_SYMBOL: lax 1.0.0: does not link");
    }

    @Test
    void run_withAHigherLimit_loadsWhatIsRefusedWithout() {
        PluginJar.plugin("large", "1.0.0").file("large.bin", new byte[1 << 20]).write(directory.resolve("large.jar"));

        assertThat(run("", "--plugins", directory.toString(), "--limit", "entry-bytes=1M", "--limit", "plugins=1"))
                .isZero();
        assertThat(run("", "--plugins", directory.toString(), "--limit", "entry-bytes=1023K")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("LIMIT_EXCEEDED: large.jar: ")
                .endsWith("raise the host's limit if it is trusted (run --limit)");
    }

    @Test
    void run_withALimitThatThereIsNotOrTwice_isMisuse() {
        assertThat(run("", "--limit", "entry-byte=1K")).isEqualTo(2);
        assertThat(run("", "--limit", "threads=3", "--limit", "threads=4")).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString().lines()).first().asString()
                .startsWith("hotplug run: Invalid value for option '--limit'")
                .endsWith("(did you mean entry-bytes?); see hotplug run --help");
        assertThat(err.toString().lines()).last().isEqualTo("hotplug run: --limit threads: given more than once; "
                + "give it once; see hotplug run --help");
    }

    @Test
    void run_scriptWithAByteOrderMark_isReadWithoutIt() {
        assertThat(run("\uFEFFplugin list\n# \uFEFF\nplugin list --id \u00fc\n")).isZero();
        assertThat(run("\uFEFF")).isZero();
        assertThat(run("\u2026")).isEqualTo(2);

        assertThat(out.toString().lines()).containsExactly("no plugins loaded", "no plugins loaded");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void run_refusedCommand_endsWith1AndLeavesNoPluginBehind() {
        Path jar = PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar"));

        assertThat(run("plugin load '" + jar + "'\nplugin unload nobody\nplugin list\n")).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly("loaded text 1.2.0");
        assertThat(err.toString()).startsWith("NOT_FOUND: nobody");
    }

    @Test
    void run_socketThatCannotBeThere_isMisuseAndStartsNothing() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run("plugin list", "--socket", file.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly("hotplug run: --socket " + file
                + ": is there already and is no socket; it is left as it is, choose another path"
                + "; see hotplug run --help");
    }

    @Test
    void run_socket_isThereWhileItRunsAndTwoHostsDoNotShareOne() {
        Path socket = directory.resolve("host.sock");
        try (PluginHost other = PluginHost.builder().attach(ControlSocket.at(socket)).build()) {
            assertThat(run("plugin list", "--socket", socket.toString())).isEqualTo(2);
            assertThat(err.toString()).contains("another host listens here");
            assertThat(other.plugins()).isEmpty();
            assertThat(socket).exists();
        }
        assertThat(socket).doesNotExist();

        assertThat(run("plugin list", "--socket", socket.toString())).isZero();
        assertThat(socket).doesNotExist();
    }

    private int run(String script, String... options) {
        System.setIn(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
        String[] args = new String[options.length + 1];
        args[0] = "run";
        System.arraycopy(options, 0, args, 1, options.length);
        return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
    }
}
