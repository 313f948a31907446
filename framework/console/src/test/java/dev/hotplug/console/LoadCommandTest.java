package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

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
    void load_file_saysWhatWasLoaded() {
        assertThat(console.run("plugin load " + console.jar("a", PluginJar.plugin("a", "1.0.0")))).isZero();

        assertThat(console.out()).containsExactly("loaded a 1.0.0");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void load_severalFiles_goesOnAfterOneThatFails() {
        String first = console.jar("a", PluginJar.plugin("a", "1.0.0").requires("missing"));
        String second = console.jar("b", PluginJar.plugin("b", "2.0.0"));

        assertThat(console.run("plugin load " + first + " " + second)).isEqualTo(1);

        assertThat(console.out()).containsExactly("loaded b 2.0.0", "1 loaded, 1 failed");
        assertThat(console.err()).singleElement().asString()
                .startsWith("DEPENDENCY_MISSING: a 1.0.0").contains("missing");
    }

    @Test
    void load_parameters_goToTheFileBeforeThem() {
        String first = console.jar("first", withParameter("first"));
        String second = console.jar("second", withParameter("second"));

        assertThat(console.run("plugin load " + first + " 'word=two words' " + second + " word=a=b")).isZero();

        assertThat(console.host().plugins()).extracting(PluginInfo::id).containsExactly("first", "second");
        console.run("plugin symbols");
        assertThat(console.out()).anyMatch(line -> line.contains("two words")).anyMatch(line -> line.contains("a=b"));
    }

    @Test
    void load_unknownParameter_isRefusedWithItsName() {
        assertThat(console.run("plugin load " + console.jar("a", withParameter("a")) + " wort=x")).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("INVALID_PARAMETER: ").contains("wort");
    }

    @Test
    void load_parameterBeforeAnyFile_isMisuse() {
        assertThat(console.run("plugin load word=x a.jar")).isEqualTo(2);

        assertThat(console.err()).containsExactly("plugin load: word=x stands before any FILE; see plugin load --help");
    }

    @Test
    void load_withoutFile_isMisuse() {
        assertThat(console.run("plugin load")).isEqualTo(2);

        assertThat(console.err()).containsExactly(
                "plugin load: Missing required parameter: 'FILE'; see plugin load --help");
    }

    @Test
    void load_fileThatDoesNotExist_isOneLineWithItsPath() {
        assertThat(console.run("plugin load /nowhere/a.jar")).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("BAD_IMAGE: ").contains("/nowhere/a.jar");
        assertThat(console.host().plugins()).isEmpty();
    }

    @Test
    void load_filesOfOneName_areToldApart(@TempDir Path one, @TempDir Path two) throws Exception {
        Path first = Files.writeString(one.resolve("a.jar"), "no JAR");
        Path second = Files.writeString(two.resolve("a.jar"), "no JAR");
        Path third = Files.writeString(two.resolve("b.jar"), "no JAR");

        for (String how : new String[] {"", "--dry-run "}) {
            console.run("plugin load " + how + first + " " + second + " " + third);
            assertThat(console.err()).hasSize(3);
            assertThat(console.err().get(0)).startsWith("BAD_IMAGE: " + first + ": not a JAR");
            assertThat(console.err().get(1)).startsWith("BAD_IMAGE: " + second + ": not a JAR");
            assertThat(console.err().get(2)).startsWith("BAD_IMAGE: b.jar: not a JAR");
        }
        console.run("plugin load " + first + " " + first);
        assertThat(console.err()).hasSize(2).allMatch(line -> line.startsWith("BAD_IMAGE: a.jar: not a JAR"));
    }

    @Test
    void load_withDependencies_findsThemInTheGivenDirectory(@TempDir Path from) {
        PluginJar.plugin("base", "1.0.0").write(from.resolve("base-1.jar"));
        PluginJar.plugin("base", "1.2.0").write(from.resolve("base-12.jar"));
        PluginJar.plugin("middle", "1.0.0").requires("base@^1").write(from.resolve("middle.jar"));
        String top = console.jar("top", PluginJar.plugin("top", "1.0.0").requires("middle"));

        assertThat(console.run("plugin load --with-dependencies --from " + from + " " + top)).isZero();

        assertThat(console.out()).containsExactly("loaded base 1.2.0", "loaded middle 1.0.0", "loaded top 1.0.0",
                "3 loaded");
    }

    @Test
    void load_withDependenciesThatNobodyHas_saysWhereItLooked(@TempDir Path from) {
        String top = console.jar("top", PluginJar.plugin("top", "1.0.0").requires("middle"));

        assertThat(console.run("plugin load --with-dependencies --from " + from + " " + top)).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("DEPENDENCY_MISSING: top 1.0.0")
                .endsWith("; " + from + " has none that will do");
    }

    @Test
    void load_withDependenciesInACircle_namesTheCircleBeforeWhatLacksItForThat(@TempDir Path from) {
        PluginJar.plugin("hen", "1.0.0").requires("egg").write(from.resolve("hen.jar"));
        PluginJar.plugin("egg", "1.0.0").requires("hen").write(from.resolve("egg.jar"));
        String chick = console.jar("chick", PluginJar.plugin("chick", "1.0.0").requires("hen"));
        String fox = console.jar("fox", PluginJar.plugin("fox", "1.0.0"));

        for (String how : new String[] {" ", " --dry-run "}) {
            String done = how.isBlank() ? "loaded" : "would load";
            assertThat(console.run("plugin load --with-dependencies --from " + from + how + chick + " " + fox))
                    .isEqualTo(1);

            assertThat(console.out()).contains(done + " fox 1.0.0");
            assertThat(console.err()).hasSize(3).allMatch(line -> !line.contains("none that will do"));
            assertThat(console.err().subList(0, 2)).allMatch(line -> line.startsWith("DEPENDENCY_CYCLE: ")
                    && line.contains("requires itself in a circle: ") && line.contains("hen -> egg"));
            assertThat(console.err()).last().asString().startsWith("DEPENDENCY_MISSING: chick 1.0.0")
                    .endsWith("; why that was refused is said above");
            console.run("plugin unload fox");
        }
        console.run("plugin why hen");
        assertThat(console.out()).singleElement().asString().contains("DEPENDENCY_CYCLE: hen 1.0.0");
    }

    /** By itself, the first would only lack the second. */
    @Test
    void load_ofFilesThatRequireEachOther_namesTheCircle() {
        String hen = console.jar("hen", PluginJar.plugin("hen", "1.0.0").requires("egg"));
        String egg = console.jar("egg", PluginJar.plugin("egg", "1.0.0").requires("hen"));
        String fox = console.jar("fox", PluginJar.plugin("fox", "1.0.0"));

        for (String how : new String[] {"", "--dry-run "}) {
            assertThat(console.run("plugin load " + how + hen + " " + egg + " " + fox)).isEqualTo(1);

            assertThat(console.err()).hasSize(2).allMatch(line -> line.startsWith("DEPENDENCY_CYCLE: ")
                    && line.contains("requires itself in a circle: ") && line.contains("hen -> egg"));
            console.run("plugin unload fox");
        }
    }

    @Test
    void load_ofADependencyFromTheHostsOwnDirectory_needsNoOption(@TempDir Path plugins) {
        PluginJar.plugin("base", "1.0.0").write(plugins.resolve("base.jar"));
        Path top = PluginJar.plugin("top", "1.0.0").requires("base").write(plugins.resolve("top.jar"));
        StringWriter out = new StringWriter();
        Interpreter interpreter = new Interpreter(
                Session.own(console.host()).with(plugins, ConfigurationFile.in(plugins)),
                new PrintWriter(out),
                new PrintWriter(out));

        assertThat(interpreter.run("plugin load --with-dependencies " + top)).isZero();

        assertThat(out.toString().lines()).containsExactly("loaded base 1.0.0", "loaded top 1.0.0", "2 loaded");
    }

    @Test
    void load_ofManyFilesAndOneTwice_summarises() {
        String first = console.jar("a", PluginJar.plugin("a", "1.0.0"));
        String second = console.jar("b", PluginJar.plugin("b", "1.0.0"));

        assertThat(console.run("plugin load " + first + " " + second + " " + first + " /nowhere/c.jar")).isEqualTo(1);

        assertThat(console.out()).endsWith("already there: a 1.0.0", "2 loaded, 1 already there, 1 failed");
        assertThat(console.err()).hasSize(1);
    }

    @Test
    void load_ofWhatIsThereAlready_succeedsUnlessItIsAnother() {
        String same = console.jar("a", withParameter("a"));
        console.run("plugin load " + same + " word=x");

        assertThat(console.run("plugin load " + same)).isZero();
        assertThat(console.out()).containsExactly("already there: a 1.0.0");
        assertThat(console.run("plugin load " + same + " word=x")).isZero();
        assertThat(console.run("plugin load --dry-run " + same)).isZero();
        assertThat(console.out()).containsExactly("already there: a 1.0.0");

        assertThat(console.run("plugin load " + same + " word=y")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("ALREADY_LOADED: a 1.0.0");
        String other = console.jar("other", PluginJar.plugin("a", "1.0.0"));
        assertThat(console.run("plugin load " + other)).isEqualTo(1);
        assertThat(console.run("plugin load --dry-run " + other)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("ALREADY_LOADED: a 1.0.0");
    }

    @Test
    void load_ofTheSameContentWithAValueThatCannotBe_doesNotAdviseToSetIt() {
        String jar = console.jar("counting", PluginJar.annotated().source("""
                package com.acme.counting;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "counting", version = "1.0.0")
                public final class CountingPlugin implements Plugin {
                    @Param(writable = true)
                    private volatile int n = 1;

                    @Override
                    public void start(PluginContext context) {
                    }
                }
                """));
        console.run("plugin load " + jar);

        assertThat(console.run("plugin load " + jar + " n=abc")).isEqualTo(1);
        assertThat(console.err()).first().asString().endsWith("n is 1, asked for abc");
        assertThat(console.run("plugin load " + jar + " n=")).isEqualTo(1);
        assertThat(console.err()).first().asString().endsWith("n is 1, asked for \"\"");
    }

    @Test
    void load_ofTheSameContentWithOtherParameters_saysWhichAndWhatSetsThem() {
        console.run("plugin load " + console.jar("text", SamplePlugins.TEXT));
        console.run("plugin load " + console.jar("greeter", SamplePlugins.GREETER) + " word=Moin");
        String copy = console.jar("copy", SamplePlugins.GREETER);

        for (String how : new String[] {"", "--dry-run "}) {
            assertThat(console.run("plugin load " + how + copy + " 'word=Good day' times=2 wrd=x")).isEqualTo(1);

            assertThat(console.err()).first().asString().startsWith("ALREADY_LOADED: greeter 1.4.0: ")
                    .endsWith("; unload that one first; it has the same content, but other parameters: "
                            + "times is 1, asked for 2; word is Moin, asked for Good day; "
                            + "it has no parameter wrd (did you mean word?); "
                            + "plugin param greeter 'word=Good day' sets it while it is loaded");
        }
        assertThat(console.run("plugin load " + copy + " word=Moin")).isZero();
        assertThat(console.run("plugin load " + console.jar("other", PluginJar.plugin("greeter", "1.4.0")) + " word=x"))
                .isEqualTo(1);
        assertThat(console.err()).singleElement().asString().endsWith("; unload that one first");
    }

    @Test
    void loadDryRun_ofWhatIsThereAlready_succeedsAsTheLoadDoes() {
        String file = console.jar("a", PluginJar.annotated().source("""
                package dev.hotplug.console.a;

                import dev.hotplug.api.*;

                @Export(type = Runnable.class)
                @PluginDescriptor(id = "a", version = "1.0.0")
                public final class Exporting implements Plugin, Runnable {
                    @Param(required = true)
                    private String word;

                    @Override
                    public void start(PluginContext context) {
                    }

                    @Override
                    public void run() {
                    }
                }
                """));
        assertThat(console.run("plugin load --dry-run " + file + " word=x " + file + " word=x")).isZero();
        assertThat(console.out()).containsExactly("would load a 1.0.0", "already there: a 1.0.0");
        console.run("plugin load " + file + " word=x");

        for (String line : new String[] {"plugin load " + file, "plugin load --dry-run " + file}) {
            assertThat(console.run(line)).as(line).isZero();
            assertThat(console.out()).as(line).containsExactly("already there: a 1.0.0");
            assertThat(console.err()).as(line).isEmpty();
        }
        assertThat(console.run("plugin load --dry-run --json " + file)).isZero();
        assertThat(console.out()).singleElement().asString().endsWith("\"loadable\":true}");
        console.run("plugin info " + file);
        assertThat(console.out()).noneMatch(line -> line.contains("DUPLICATE_SYMBOL"));
    }

    @Test
    void load_withAnOrderInTheConfiguration_changesTheOneGivenAsFarAsRequirementsAllow() throws Exception {
        console.configure("load-after: {a: [c], base: [top], x: [y], y: [x]}");
        StringBuilder files = new StringBuilder();
        for (String id : new String[] {"a", "b", "base", "c", "x", "y"}) {
            files.append(' ').append(console.jar(id, PluginJar.plugin(id, "1.0.0")));
        }
        files.append(' ').append(console.jar("top", PluginJar.plugin("top", "1.0.0").requires("base@^1")));

        assertThat(console.run("plugin load" + files)).isZero();

        assertThat(console.out()).containsExactly("loaded b 1.0.0", "loaded base 1.0.0", "loaded c 1.0.0",
                "loaded a 1.0.0", "loaded y 1.0.0", "loaded x 1.0.0", "loaded top 1.0.0", "7 loaded");
    }

    @Test
    @Timeout(60)
    void load_withAnOrderInTheConfiguration_ofLayersThatRequireEachOther_comesToAnEnd() throws Exception {
        console.configure("load-after: {x: [left39]}");
        StringBuilder files = new StringBuilder(" " + console.jar("x", PluginJar.plugin("x", "1.0.0")));
        for (int layer = 0; layer < 40; layer++) {
            String[] below = layer == 0 ? new String[0] : new String[] {"left" + (layer - 1), "right" + (layer - 1)};
            for (String id : List.of("left" + layer, "right" + layer)) {
                files.append(' ').append(console.jar(id, PluginJar.plugin(id, "1.0.0").requires(below)));
            }
        }

        assertThat(console.run("plugin load" + files)).isZero();

        assertThat(console.out()).contains("81 loaded").containsSubsequence("loaded left39 1.0.0", "loaded x 1.0.0");
    }

    @Test
    void load_withDependenciesAndAnOrderInTheConfiguration_keepsToIt(@TempDir Path from) throws Exception {
        console.configure("load-after: {base: [extra]}");
        PluginJar.plugin("base", "1.0.0").write(from.resolve("base.jar"));
        PluginJar.plugin("extra", "1.0.0").write(from.resolve("extra.jar"));
        String top = console.jar("top", PluginJar.plugin("top", "1.0.0").requires("base", "extra"));

        assertThat(console.run("plugin load --with-dependencies --from " + from + " " + top)).isZero();

        assertThat(console.out()).containsExactly("loaded extra 1.0.0", "loaded base 1.0.0", "loaded top 1.0.0",
                "3 loaded");
    }

    @Test
    void load_fileWhoseNameIsForATerminal_isShownHarmless() {
        assertThat(console.run("plugin load '/nowhere/\u001b[31m\u009bx.jar'")).isEqualTo(1);

        assertThat(console.err()).singleElement().asString()
                .endsWith("there is no file /nowhere/\\u001b[31m\\u009bx.jar");
    }

    @Test
    void progress_ofALongBatch_isOneLineThatGoes() {
        StringWriter out = new StringWriter();
        Progress progress = new Progress(new PrintWriter(out), 12, 20, true);

        progress.at(3, "a-plugin-with-a-long-name.jar");
        progress.clear();

        assertThat(out).hasToString("\r\033[K3 of 12: a-plugin-w\r\033[K");
    }

    @Test
    void progress_ofAShortBatchOrOnAPipe_isNothing() {
        StringWriter out = new StringWriter();

        new Progress(new PrintWriter(out), 3, 80, true).at(1, "a.jar");
        new Progress(new PrintWriter(out), 12, 80, false).at(1, "a.jar");

        assertThat(out.toString()).isEmpty();
    }

    /** A plugin that exports a symbol named by its parameter. */
    private static PluginJar withParameter(String id) {
        return PluginJar.annotated().source("""
                package dev.hotplug.console.%1$s;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "%1$s", version = "1.0.0")
                public final class Named implements Plugin {
                    @Param
                    private String word = "";

                    @Override
                    public void start(PluginContext context) {
                        context.export(Runnable.class, word, () -> { });
                    }
                }
                """.formatted(id));
    }
}
