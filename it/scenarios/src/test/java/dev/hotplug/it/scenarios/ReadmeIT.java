package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, runs and prints what the README says. */
@ExtendWith(Scenario.class)
class ReadmeIT {

    private static final String PROMPT = "hotplug> ";

    private final Readme readme = Readme.read();

    @TempDir
    private Path folder;

    @Test
    void theCodeSamplesCompileAndRunTogether() throws Exception {
        Path text = Files.copy(SourceTree.samplePlugins().resolve("text.jar"), folder.resolve("text.jar"));
        PluginJar spi = PluginJar.annotated().source(readme.sample("greeter-interface"));
        PluginJar.annotated().compiledAgainst(spi).compiledAgainst(text).source(readme.sample("greeter-plugin"))
                .source(readme.sample("loud-greeter")).write(folder.resolve("greeter.jar"));
        Path application = PluginJar.annotated().compiledAgainst(frameworkClassPath())
                .source(readme.sample("greeter-interface")).source(readme.sample("host"))
                .write(folder.resolve("application.jar"));
        List<Path> classPath = new ArrayList<>(List.of(frameworkClassPath()));
        classPath.add(application);

        ForkedJvm.Result result = ForkedJvm.main("com.acme.app.App").directory(folder).temporary(folder)
                .classPath(classPath.toArray(Path[]::new)).run();

        assertThat(result.expectExit(0).out().lines()).containsExactly("loaded greeter 1.4.0", "Hello, World",
                "HELLO, WORLD!");
    }

    @Test
    void theCommandThatStartsAHostStartsOneWithTheSamplePlugins() throws Exception {
        assertThat(readme.commandsWith("java -jar")).singleElement().satisfies(command -> {
            assertThat(command).startsWith("./mvnw -q -DskipTests package && java -jar ");
            String[] words = command.substring(command.indexOf("java -jar ") + "java -jar ".length()).split(" ");
            ForkedJvm.Result result = ForkedJvm.jar(Path.of(words[0])).directory(SourceTree.root()).temporary(folder)
                    .arguments(Arrays.copyOfRange(words, 1, words.length)).input("plugin list\n").run();

            assertThat(result.expectExit(0).out()).contains("text ", "greeter ", "clock ", "http-status ", "markdown ");
        });
    }

    @Test
    void theSessionPrintsWhatIsShown() throws Exception {
        List<String> shown = readme.sample("console-session").lines().toList();
        String commands = shown.stream().filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()) + "\n").collect(Collectors.joining());
        assertThat(commands).contains("plugin list", "plugin load", "plugin unload");

        ForkedJvm.Result result = ForkedJvm.jar(SourceTree.console()).directory(SourceTree.root()).temporary(folder)
                .arguments("run", "--keep-going", "--plugins", "sample-plugins/target/plugins").input(commands).run();

        List<String> printed = result.printed().lines().map(ReadmeIT::withoutTimes).toList();
        assertThat(printed).containsAll(shown.stream().filter(line -> !line.startsWith(PROMPT))
                .filter(line -> !line.isBlank()).map(ReadmeIT::withoutTimes).toList());
    }

    @Test
    void theOneShotClientsPrintWhatIsShown() throws Exception {
        List<String> shown = readme.sample("client-session").lines().toList();
        String script = shown.stream().filter(line -> line.startsWith("$ ")).map(line -> line.substring(2) + "\n")
                .collect(Collectors.joining());
        try (ConsoleProcess host = ConsoleProcess.start(folder, "--plugins", SourceTree.samplePlugins().toString())) {
            // It listens before it has loaded them, so that one can see what keeps it.
            Awaitility.await().atMost(Scenario.SOON).until(() -> host.client("info", "greeter").exit() == 0);
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(SourceTree.root().toFile())
                    .redirectErrorStream(true);
            shell.environment().put("HOTPLUG_SOCKET", host.socket().toString());
            shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
            shell.environment().merge("PATH", SourceTree.launcher().getParent().toString(),
                    (path, launcher) -> launcher + File.pathSeparator + path);
            Process process = shell.start();

            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyElementsOf(shown.stream().filter(line -> !line.startsWith("$ ")).toList());
        }
    }

    private static String withoutTimes(String line) {
        return line.replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z", "TIME").stripTrailing();
    }

    private static Path[] frameworkClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .toArray(Path[]::new);
    }
}
