package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same commands, one after the other, on a pipe and as one-shot calls of the launcher. */
@ExtendWith(Scenario.class)
class PipeAndClientIT {

    /** A new command is asked for its help by itself; what else it does is to be added here. */
    private static final List<String> SCRIPT = """
            plugin list
            plugin symbols
            plugin deps
            plugin load text.jar
            plugin load text.jar
            plugin load nowhere.jar
            plugin load 'a b.jar' greeter.jar
            plugin load file.txt
            plugin load
            plugin load key=value
            plugin list
            plugin info greeter
            plugin info text.jar
            plugin info './a b.jar'
            plugin info nobody
            plugin deps
            plugin deps greeter
            plugin deps gretter
            plugin symbols
            plugin symbols '*Runnable'
            plugin symbols nothing
            plugin unload text
            plugin unload --wait soon text
            plugin unload --wait 1ms text
            plugin unload --drain 1ms text
            plugin unload greter
            plugin unload --force nobody
            plugin unload greeter text nobody
            plugin unload 'a b'
            plugin lst
            plugin
            plugin list --frob
            plugin list
            """.lines().toList();

    private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z]+)  +\\S");

    @TempDir
    private Path folder;

    @Test
    void giveTheSameOutputAndTheSameExitCodes() throws Exception {
        List<String> script = new ArrayList<>(SCRIPT);
        Path clientFolder = folder("client");
        List<ForkedJvm.Result> answers = new ArrayList<>();
        try (ConsoleProcess host = ConsoleProcess.start(clientFolder)) {
            for (String command : commands(host)) {
                script.add("plugin " + command + " --help");
                script.add("plugin " + command + " --frob");
            }
            for (String line : script) {
                answers.add(host.client(words(line)));
            }
        }
        assertThat(script).hasSizeGreaterThan(30);

        ForkedJvm.Result pipe = pipe("pipe", script, "--keep-going").expectExit(0);

        assertThat(masked(pipe.out(), folder("pipe"))).isEqualTo(answers.stream()
                .map(answer -> masked(answer.out(), clientFolder)).collect(Collectors.joining()));
        assertThat(masked(pipe.err(), folder("pipe"))).isEqualTo(answers.stream()
                .map(answer -> masked(answer.err(), clientFolder)).collect(Collectors.joining()));

        // A pipe has one exit code, that of the first command that fails: each gets a pipe in which it is the first.
        List<String> carriedOut = new ArrayList<>();
        int failed = 0;
        for (int index = 0; index < script.size(); index++) {
            int code = answers.get(index).exit();
            if (code == 0) {
                carriedOut.add(script.get(index));
            } else if (!script.get(index).endsWith("--frob")) {
                List<String> lines = new ArrayList<>(carriedOut);
                lines.add(script.get(index));
                assertThat(pipe("pipe" + index, lines).exit()).as(script.get(index)).isEqualTo(code);
                failed++;
            }
        }
        assertThat(failed).isGreaterThan(10);
    }

    private static List<String> commands(ConsoleProcess host) {
        List<String> commands = new ArrayList<>();
        for (Matcher listed = LISTED.matcher(host.client("--help").expectExit(0).out()); listed.find();) {
            commands.add(listed.group(1));
        }
        assertThat(commands).contains("load", "unload", "list", "info", "deps", "symbols");
        return commands;
    }

    private ForkedJvm.Result pipe(String name, List<String> lines, String... options) throws Exception {
        return ForkedJvm.jar(SourceTree.console()).directory(folder(name)).temporary(folder)
                .arguments("run").arguments(options).input(String.join("\n", lines) + "\n").run();
    }

    /** The words after {@code plugin}, as a shell would split them. */
    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        for (Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line); word.find();) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    private Path folder(String name) throws IOException {
        Path made = folder.resolve(name);
        if (!Files.exists(made)) {
            Files.createDirectory(made);
            PluginJar.plugin("text", "1.2.0").write(made.resolve("text.jar"));
            PluginJar.plugin("greeter", "1.4.0").requires("text").write(made.resolve("greeter.jar"));
            PluginJar.plugin("a-b", "1.0.0").write(made.resolve("a b.jar"));
            Files.writeString(made.resolve("file.txt"), "no JAR");
        }
        return made;
    }

    private static String masked(String text, Path directory) {
        return text.replace(directory.toString(), "DIRECTORY")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z", "TIME");
    }
}
