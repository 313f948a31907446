package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand at the end of a line, on a host with one plugin and beside its JAR. */
class CompletionTest {

    private static final PluginJar GREETER = PluginJar.annotated().source("""
            package com.acme.greeter;

            import dev.hotplug.api.*;

            @PluginDescriptor(id = "greeter", version = "1.4.0")
            public final class GreeterPlugin implements Plugin {
                @Param(description = "word to greet with") private volatile String word = "Hello";
                @Param private volatile int times = 1;

                @Override
                public void start(PluginContext context) {
                    context.export(Runnable.class, () -> { });
                }
            }
            """);

    @TempDir
    private Path directory;
    private final PluginHost host = PluginHost.builder().build();
    private Completer completer;
    private LineReader reader;

    @BeforeEach
    void load() throws IOException {
        host.load(GREETER.write(directory.resolve("greeter.jar")));
        Files.createFile(directory.resolve("readme.txt"));
        Files.createDirectory(directory.resolve("more"));
        Session session = Session.remote(host, directory, 80, false);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        completer = new Interpreter(session, nowhere, nowhere).completer(session);
        // One that has colours.
        reader = LineReaderBuilder.builder().terminal(new DumbTerminal("test", "ansi",
                new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), StandardCharsets.UTF_8)).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void emptyLine_offersTheCommands() {
        assertThat(offered("")).contains("plugin", "help", "exit");
    }

    @Test
    void command_offersItsSubcommands() {
        assertThat(offered("plugin ")).contains("load", "unload", "list", "info", "deps", "symbols")
                .doesNotContain("exit", "greeter");
    }

    @Test
    void dash_offersTheOptionsOfTheCommand() {
        assertThat(offered("plugin unload -")).contains("--wait", "--drain", "--force", "--help");
    }

    @Test
    void placeOfAnId_offersWhatIsLoaded() {
        assertThat(offered("plugin unload ")).containsExactly("greeter");
        assertThat(offered("plugin unload --drain 5s greeter ")).containsExactly("greeter");
        assertThat(offered("plugin deps ")).containsExactly("greeter");
    }

    @Test
    void valueOfAnOption_isNotTakenForAnId() {
        assertThat(offered("plugin unload --drain ")).isEmpty();
        assertThat(offered("plugin load --link-policy ")).isNotEmpty().doesNotContain("greeter.jar");
    }

    @Test
    void valueOfAnOption_isOfferedWhereItIsOneOfAFew() {
        assertThat(offered("plugin list --sort ")).contains("id", "since");
        assertThat(offered("plugin list --state ")).containsExactly("coming", "live", "going");
        assertThat(offered("plugin list --taint ")).containsExactly("R", "Q");
        assertThat(offered("plugin deps --format ")).containsExactly("tree", "dot", "mermaid");
        assertThat(offered("plugin list --state=")).containsExactly("--state=coming", "--state=live", "--state=going");
        assertThat(offered("plugin load --link-policy=")).contains("--link-policy=strict");
        assertThat(offered("plugin load --from=")).containsExactlyInAnyOrder("--from=greeter.jar", "--from=more",
                "--from=readme.txt");
        assertThat(offered("plugin list --nothing=")).isEmpty();
        assertThat(offered("plugin list --json=")).isEmpty();
    }

    @Test
    void candidate_forATerminal_isShownHarmless() throws IOException {
        Files.createFile(directory.resolve("more/\u001b[31mx.jar"));

        List<Candidate> candidates = candidates("plugin load more/");

        assertThat(candidates).extracting(Candidate::displ).containsExactly("\\u001b[31mx.jar");
        assertThat(candidates).extracting(Candidate::value).containsExactly("more/\u001b[31mx.jar");
    }

    @Test
    void placeOfAFile_offersJarsAndDirectories() {
        assertThat(offered("plugin load ")).containsExactlyInAnyOrder("greeter.jar", "more");
        assertThat(offered("plugin info ")).containsExactlyInAnyOrder("greeter", "greeter.jar", "more");
    }

    @Test
    void file_isShownByItsNameAndADirectoryWithASlash() throws IOException {
        Files.createFile(directory.resolve("more/two words.jar"));
        Files.createSymbolicLink(directory.resolve("more/link.jar"), directory.resolve("greeter.jar"));

        assertThat(candidates("plugin load ")).extracting(Candidate::displ)
                .containsExactlyInAnyOrder("greeter.jar", "more/");
        assertThat(candidates("plugin load more/")).extracting(Candidate::displ)
                .containsExactlyInAnyOrder("two words.jar", "link.jar");
        assertThat(candidates("plugin load --from ")).extracting(Candidate::displ)
                .containsExactlyInAnyOrder("greeter.jar", "more/", "readme.txt");
    }

    @Test
    void file_completesItsWordAndADirectoryLeavesItOpen() {
        assertThat(candidates("plugin load ")).allSatisfy(candidate -> assertThat(candidate.complete())
                .isEqualTo(candidate.value().equals("greeter.jar")));
        assertThat(candidates("plugin load ")).extracting(Candidate::value)
                .containsExactlyInAnyOrder("greeter.jar", "more/");
    }

    @Test
    void file_ofAnotherDirectory_isOfferedAsItIsTyped() {
        assertThat(offered("plugin load more/../gr")).containsExactlyInAnyOrder("more/../greeter.jar", "more/../more");
        assertThat(offered("plugin load " + directory + "/gr")).contains(directory + "/greeter.jar");
        assertThat(offered("plugin load nowhere/")).isEmpty();
        assertThat(offered("plugin load \0/")).isEmpty();
    }

    @Test
    void file_ofAUser_isOfferedWithTheTilde() {
        String home = System.setProperty("user.home", directory.toString());
        try {
            assertThat(offered("plugin load ~/gr")).contains("~/greeter.jar");
            assertThat(offered("plugin load ~/more/../gr")).contains("~/more/../greeter.jar");
            assertThat(offered("plugin load ~" + directory.getFileName() + "/gr"))
                    .contains("~" + directory.getFileName() + "/greeter.jar");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void fileThatHidesItself_isOfferedBehindItsDotOnly() throws IOException {
        Files.createFile(directory.resolve(".hidden.jar"));

        assertThat(offered("plugin load ")).doesNotContain(".hidden.jar");
        assertThat(offered("plugin load .hi")).contains(".hidden.jar");
        assertThat(offered("plugin load more/../.hi")).contains("more/../.hidden.jar");
    }

    @Test
    void placeAfterAFile_offersItsParametersThatAreNotGivenYet() {
        assertThat(offered("plugin load greeter.jar ")).contains("word=", "times=", "greeter.jar");
        assertThat(offered("plugin load greeter.jar word=Hi ")).contains("times=").doesNotContain("word=");
        assertThat(offered("plugin load nowhere.jar ")).doesNotContain("word=");
    }

    @Test
    void placeOfAPattern_offersSymbols() {
        assertThat(offered("plugin symbols ")).containsExactly("java.lang.Runnable", "Runnable", "greeter");
    }

    @Test
    void placeOfAParameter_offersThoseOfThePlugin() {
        assertThat(offered("plugin param greeter ")).containsExactlyInAnyOrder("word=", "times=");
    }

    @Test
    void help_offersCommandsHoweverDeep() {
        assertThat(offered("help ")).contains("plugin", "exit");
        assertThat(offered("help plugin ")).contains("load", "unload");
        assertThat(offered("help nothing ")).isEmpty();
        assertThat(offered("plugin help ")).contains("load", "unload").doesNotContain("exit");
    }

    private List<String> offered(String line) {
        return candidates(line).stream().map(Candidate::value).map(value -> value.replaceAll("/$", "")).toList();
    }

    private List<Candidate> candidates(String line) {
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(reader, Interpreter.parser().parse(line, line.length(), Parser.ParseContext.COMPLETE),
                candidates);
        return candidates;
    }
}
