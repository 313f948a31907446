package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change nothing. */
class ShowCommandsTest {

    private static final PluginJar GREETER = PluginJar.annotated().source("""
            package com.acme.greeter;

            import dev.hotplug.api.*;

            @PluginDescriptor(id = "greeter", version = "1.4.0", description = "greets", requires = "text@[1.2,2)")
            public final class GreeterPlugin implements Plugin {
                @Param(description = "word to greet with", writable = true)
                private volatile String word = "Hello";

                @Override
                public void start(PluginContext context) {
                    context.export(Runnable.class, () -> { });
                }
            }
            """);

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
    void list_withoutPlugins_saysSo() {
        assertThat(console.run("plugin list")).isZero();

        assertThat(console.out()).containsExactly("no plugins loaded");
    }

    @Test
    void list_ofPlugins_hasARowForEachInLoadOrder() {
        loadBoth();

        assertThat(console.run("plugin list")).isZero();

        assertThat(console.out()).hasSize(3);
        assertThat(console.out().get(0)).matches("ID +VERSION +STATE +REFERENCES +CALLS +USED BY +TAINTS +SINCE");
        assertThat(console.out().get(1)).matches("text +1\\.2\\.0 +LIVE +1 +0 +greeter +- +\\d{4}-\\S+Z");
        assertThat(console.out().get(2)).matches("greeter +1\\.4\\.0 +LIVE +0 +0 +- +- +\\d{4}-\\S+Z");
    }

    @Test
    void info_ofLoadedPlugin_addsItsState() {
        loadBoth();

        assertThat(console.run("plugin info greeter")).isZero();

        assertThat(console.out())
                .anyMatch(line -> line.matches("id: +greeter"))
                .anyMatch(line -> line.matches("description: +greets"))
                .anyMatch(line -> line.matches("requires: +text@\\[1\\.2,2\\)"))
                .anyMatch(line -> line.matches(
                        "param: +word = Hello: word to greet with \\(String, writable, default Hello\\)"))
                .anyMatch(line -> line.matches("sha256: +[0-9a-f]{64}"))
                .anyMatch(line -> line.matches("state: +LIVE since .*"));
    }

    @Test
    void info_ofFile_needsNoLoad() {
        assertThat(console.run("plugin info " + console.jar("greeter", GREETER))).isZero();

        assertThat(console.out())
                .anyMatch(line -> line.matches("class: +com\\.acme\\.greeter\\.GreeterPlugin"))
                .noneMatch(line -> line.startsWith("state:"));
        assertThat(console.host().plugins()).isEmpty();
    }

    @Test
    void info_ofNeither_isRefusedWithAGuess() {
        loadBoth();

        assertThat(console.run("plugin info greetr")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("NOT_FOUND: greetr").endsWith("(did you mean greeter?)");

        assertThat(console.run("plugin info /nowhere/greeter.jar")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("BAD_IMAGE: ");
    }

    @Test
    void deps_withAndWithoutId_drawsWhatIsUsed() {
        loadBoth();

        assertThat(console.run("plugin deps")).isZero();
        assertThat(console.out()).containsExactly("greeter 1.4.0", "\\- text 1.2.0: required as text@[1.2,2)");

        assertThat(console.run("plugin deps text")).isZero();
        assertThat(console.out()).containsExactly("text 1.2.0 uses nothing", "text 1.2.0 is used by",
                "\\- greeter 1.4.0: requires text@[1.2,2)");

        assertThat(console.run("plugin deps txt")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("NOT_FOUND: txt").endsWith("(did you mean text?)");
    }

    @Test
    void depsUpgrade_ofAVersionThatFits_saysSo() {
        loadBoth();

        String file = console.jar("new", PluginJar.plugin("text", "1.3.0"));

        assertThat(console.run("plugin deps --upgrade " + file)).isZero();

        assertThat(console.out()).containsExactly("text 1.2.0 -> 1.3.0", "greeter 1.4.0: untouched");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void depsUpgrade_ofAVersionThatBreaks_saysWhomAndWhy() {
        loadBoth();

        String file = console.jar("new", PluginJar.plugin("text", "2.0.0"));

        assertThat(console.run("plugin deps --upgrade " + file)).isEqualTo(1);

        assertThat(console.out()).containsExactly("text 1.2.0 -> 2.0.0",
                "greeter 1.4.0: breaks: requires text@[1.2,2), which does not accept 2.0.0");
        assertThat(console.err()).containsExactly("IN_USE: text 2.0.0: would break greeter 1.4.0; nothing was changed");
        assertThat(console.host().plugin("text").orElseThrow().version()).isEqualTo("1.2.0");
    }

    @Test
    void depsUpgrade_ofWhatIsNotLoadedOrNoJar_isRefused() {
        loadBoth();

        String file = console.jar("new", PluginJar.plugin("txt", "1.0.0"));

        assertThat(console.run("plugin deps --upgrade " + file)).isEqualTo(1);
        assertThat(console.err()).containsExactly("NOT_FOUND: txt 1.0.0: would replace nothing, so nobody would notice:"
                + " no plugin txt is loaded; load it as a new one: plugin load "
                + file.replace("'", "")
                + "; with --dry-run that says what would come of it (did you mean text?)");

        assertThat(console.run("plugin deps --upgrade /nowhere/a.jar")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("BAD_IMAGE: ");

        assertThat(console.run("plugin deps --upgrade a.jar text")).isEqualTo(2);
    }

    @Test
    void record_ofAPlugin_saysHowMuch() {
        String greeter = console.jar("greeter", GREETER);
        String text = console.jar("text", PluginJar.plugin("text", "1.2.0"));

        assertThat(console.run("plugin record " + greeter + " --against " + text)).isZero();
        assertThat(console.out()).containsExactly("recorded in greeter 1.4.0: 0 types, 0 constants");

        assertThat(console.run("plugin record " + text + " --against " + greeter)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("DEPENDENCY_MISSING: text 1.2.0: does not require");

        assertThat(console.run("plugin record " + greeter)).isEqualTo(2);
    }

    @Test
    void symbols_byPattern_matchesTypeSimpleNameOrPlugin() {
        loadBoth();

        for (String pattern : new String[] {"", "Runn*", "java.lang.Runnable", "greet?r"}) {
            assertThat(console.run("plugin symbols " + pattern)).isZero();
            assertThat(console.out()).as(pattern).hasSize(2);
            assertThat(console.out().get(1)).matches("java\\.lang\\.Runnable +greeter +0 +greeter +1\\.4\\.0");
        }
        assertThat(console.run("plugin symbols Greet*")).isZero();
        assertThat(console.out()).containsExactly("no symbol matches Greet*");
    }

    private void loadBoth() {
        console.load("text", "1.2.0");
        assertThat(console.run("plugin load " + console.jar("greeter", GREETER))).isZero();
    }
}
