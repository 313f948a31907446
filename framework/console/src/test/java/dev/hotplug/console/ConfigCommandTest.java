package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration does to commands. */
class ConfigCommandTest {

    @TempDir
    private Path directory;
    private TestConsole console;

    @BeforeEach
    void open() {
        console = new TestConsole(directory);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void config_showsWhatIsInForceAndFromWhere() throws Exception {
        console.configure("""
                aliases: {hello: greeter}
                blocklist: [debugger]
                parameters: {greeter: {word: Moin}}
                load-after: {greeter: [metrics, text]}
                """);

        assertThat(console.run("plugin config")).isZero();

        assertThat(console.out()).containsExactly("file:    " + directory.resolve("plugins.yaml"),
                "alias:   hello = greeter", "blocked: debugger", "param:   greeter word=Moin",
                "order:   greeter after metrics, text");
    }

    @Test
    void config_withoutAFile_saysWhereItWouldBe() {
        console.run("plugin config");

        assertThat(console.out()).containsExactly("file: " + directory.resolve("plugins.yaml") + " (is not there)");
    }

    @Test
    void config_ofABrokenFileBeforeAnyWasInForce_saysThatItIsThere() throws Exception {
        console.misconfigure("foo: 1");

        console.run("plugin config");
        assertThat(console.out()).hasSize(2).first().isEqualTo("file:    " + directory.resolve("plugins.yaml")
                + " (nothing of it is in force)");
        console.run("plugin config --json");
        assertThat(console.out().get(0)).startsWith("{\"file\":\"" + directory.resolve("plugins.yaml") + "\"");
    }

    @Test
    void why_ofABlockedId_namesTheBlocklist() throws Exception {
        console.configure("blocklist: [text]");

        console.run("plugin why text");

        assertThat(console.out()).hasSize(2).last().asString().startsWith("blocked by "
                + directory.resolve("plugins.yaml") + ", blocklist: ").endsWith("name its file: plugin load FILE");
    }

    @Test
    void alias_standsForTheId_inEveryCommand() throws Exception {
        console.configure("aliases: {hello: greeter}");
        String text = console.jar("text", SamplePlugins.TEXT);
        String greeter = console.jar("greeter", SamplePlugins.GREETER);
        console.run("plugin load " + text + " " + greeter);

        for (String line : List.of("param hello", "info hello", "deps hello", "why hello", "symbols hello",
                "list --id hello", "reload hello", "unload hello")) {
            assertThat(console.run("plugin " + line)).as(line).isZero();
            assertThat(console.out()).as(line).anyMatch(shown -> shown.matches(".*(greeter|word).*"));
        }
        assertThat(console.run("plugin unload hello")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("NOT_FOUND: greeter: not loaded");
    }

    @Test
    void alias_thatIsALoadedId_losesToIt() throws Exception {
        console.configure("aliases: {text: greeter}");
        console.load("text", "1.0.0");

        console.run("plugin unload text");

        assertThat(console.out()).containsExactly("unloaded text 1.0.0");
    }

    @Test
    void parameters_areSetUnlessTheLoadSaysOthers() throws Exception {
        console.configure("parameters: {greeter: {word: Moin, times: 3}}");
        String greeter = console.jar("greeter", SamplePlugins.GREETER);
        console.run("plugin load " + console.jar("text", SamplePlugins.TEXT) + " " + greeter + " times=5");

        console.run("plugin param greeter word");
        assertThat(console.out()).containsExactly("Moin");
        console.run("plugin param greeter times");
        assertThat(console.out()).containsExactly("5");
    }

    @Test
    void parameters_thatThePluginDoesNotHave_areRefusedWithTheFileThatSetsThem() throws Exception {
        String remedy = "; " + directory.resolve("plugins.yaml") + " sets it, correct it there";
        String text = console.jar("text", SamplePlugins.TEXT);
        String greeter = console.jar("greeter", SamplePlugins.GREETER);
        console.configure("parameters: {text: {wrd: Moin}}");
        assertThat(console.run("plugin load " + text)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("INVALID_PARAMETER: text 1.2.0: no parameter wrd").endsWith(remedy);

        console.configure("parameters: {greeter: {wrd: Moin}}");
        assertThat(console.run("plugin load " + text + " " + greeter)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("INVALID_PARAMETER: greeter 1.4.0: no parameter wrd").endsWith(remedy + " (did you mean word?)");

        console.configure("parameters: {greeter: {times: many}}");
        assertThat(console.run("plugin load " + greeter + " times=1 wort=x")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("INVALID_PARAMETER: greeter 1.4.0: no parameter wort").doesNotContain("plugins.yaml");
    }

    @Test
    void blocklist_holdsForDependenciesButNotForAFileThatIsNamed(@TempDir Path from) throws Exception {
        console.configure("blocklist: [text]");
        Path text = PluginJar.plugin("text", "1.2.0").write(from.resolve("text.jar"));
        String needy = console.jar("needy", PluginJar.plugin("needy", "1.0.0").requires("text"));

        assertThat(console.run("plugin load --with-dependencies --from " + from + " " + needy)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("DEPENDENCY_MISSING: needy")
                .endsWith("; text is blocked by " + directory.resolve("plugins.yaml")
                        + ", blocklist; take it off that list, or name its file too");

        assertThat(console.run("plugin load '" + text + "' " + needy)).isZero();
    }
}
