package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.SymbolRef;
import dev.hotplug.SymbolRef;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened to plugins, what they are set to, and why they are where they are. */
class StateCommandsTest {

    private TestConsole console;

    @BeforeEach
    void open(@TempDir Path directory) {
        console = new TestConsole(directory);
        console.run("plugin load " + console.jar("text", SamplePlugins.TEXT) + " "
                + console.jar("greeter", SamplePlugins.GREETER) + " word=Hi");
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void list_withFilters_showsWhatMatches() {
        assertThat(console.run("plugin list --state live --id 'gr*'")).isZero();
        assertThat(console.out()).hasSize(2);
        assertThat(console.out().get(1)).startsWith("greeter");

        assertThat(console.run("plugin list --sort id")).isZero();
        assertThat(console.out().get(1)).startsWith("greeter");

        assertThat(console.run("plugin list --sort references")).isZero();
        assertThat(console.out().get(1)).startsWith("text");

        assertThat(console.run("plugin list --taint q")).isZero();
        assertThat(console.out()).containsExactly("none of 2 plugins matches");
    }

    @Test
    void param_withoutName_showsValuesAndDefaults() {
        assertThat(console.run("plugin param greeter")).isZero();

        assertThat(console.out().get(0)).matches("NAME +VALUE +DEFAULT +TYPE +WRITABLE +DESCRIPTION");
        assertThat(console.out().get(1)).matches("times +1 +1 +int +no +how often");
        assertThat(console.out().get(2)).matches("word +Hi +Hello +String +yes +word to greet with");

        console.run("plugin param text");
        assertThat(console.out()).containsExactly("text takes no parameters");
    }

    @Test
    void param_setAndShown_isTheNewValue() {
        assertThat(console.run("plugin param greeter 'word=Good day'")).isZero();
        assertThat(console.out()).containsExactly("set word of greeter to Good day");

        assertThat(console.run("plugin param greeter word")).isZero();
        assertThat(console.out()).containsExactly("Good day");
    }

    @Test
    void why_ofAPluginThatIsUsed_saysWhoAndWhatToDo() {
        assertThat(console.run("plugin why text")).isZero();
        assertThat(console.out().get(0)).startsWith("text 1.2.0 #1 is live since ");
        assertThat(console.out().get(1)).startsWith("cannot be unloaded now: required by greeter");

        assertThat(console.run("plugin why txt")).isZero();
        assertThat(console.out()).singleElement().asString()
                .startsWith("txt is not loaded").endsWith("(did you mean text?)");
    }

    @Test
    void events_showWhatHappenedInOrder() {
        console.run("plugin unload text");
        console.run("plugin unload greeter");

        assertThat(console.run("plugin events")).isZero();
        assertThat(console.out()).hasSize(4);
        assertThat(console.out().get(0)).matches("1 \\S+Z LOADED text 1\\.2\\.0 #1");
        assertThat(console.out().get(2))
                .matches("3 \\S+Z REFUSED text 1\\.2\\.0 #1: IN_USE: cannot unload: required by .*");
        assertThat(console.out().get(3)).matches("4 \\S+Z UNLOADED greeter 1\\.4\\.0 #2");

        assertThat(console.run("plugin events --since 3")).isZero();
        assertThat(console.out()).singleElement().asString().startsWith("4 ");
        assertThat(console.run("plugin events --since 1h")).isZero();
        assertThat(console.out()).hasSize(4);
        assertThat(console.run("plugin events --since 4")).isZero();
        assertThat(console.out()).containsExactly("no events");
    }

    @Test
    void eventsFollow_interrupted_endsWhatFollowsAndNothingElse() {
        Thread.currentThread().interrupt();

        assertThat(console.run("plugin events --follow --since 1")).isZero();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(console.out()).singleElement().asString().startsWith("2 ");
    }

    @Test
    void eventsFor_aWhile_endsByItself() {
        assertThat(console.run("plugin events --for 1ms")).isZero();

        assertThat(console.out()).hasSize(2);
    }

    @Test
    void stats_countWhatWasDone() {
        console.run("plugin unload text");
        console.run("plugin unload greeter");

        assertThat(console.run("plugin stats")).isZero();
        assertThat(console.out()).anyMatch(line -> line.matches("plugins: +1"))
                .anyMatch(line -> line.matches("loads: +2"))
                .anyMatch(line -> line.matches("refused unloads: +1 \\(IN_USE 1\\)"))
                .anyMatch(line -> line.matches("last unloaded: +greeter 1\\.4\\.0 at \\S+Z"));
    }

    @Test
    void deps_inEachFormat_nameTheReasons() {
        String reason = "text@[1.2,2), package com.acme.text, symbol com.acme.text.Text \"text\"";
        assertThat(console.run("plugin deps greeter")).isZero();
        assertThat(console.out()).containsExactly("greeter 1.4.0 uses", "\\- text 1.2.0: required as " + reason,
                "greeter 1.4.0 is used by nobody");
        assertThat(console.run("plugin deps --used-by")).isZero();
        assertThat(console.out()).containsExactly("text 1.2.0", "\\- greeter 1.4.0: requires " + reason);
        assertThat(console.run("plugin deps text --uses")).isZero();
        assertThat(console.out()).containsExactly("text 1.2.0");

        assertThat(console.run("plugin deps --format dot")).isZero();
        assertThat(console.out()).containsExactly("digraph plugins {",
                "  plugin1 [label=\"text 1.2.0\"];", "  plugin2 [label=\"greeter 1.4.0\"];",
                "  plugin2 -> plugin1 [label=\"text@[1.2,2)\\ncom.acme.text\\ncom.acme.text.Text \\\"text\\\"\"];",
                "}");
        assertThat(console.run("plugin deps --format Mermaid text")).isZero();
        assertThat(console.out()).containsExactly("graph TD",
                "  plugin1[\"text 1.2.0\"]", "  plugin2[\"greeter 1.4.0\"]",
                "  plugin2 -->|\"text@[1.2,2)<br>com.acme.text<br>com.acme.text.Text #quot;text#quot;\"| plugin1");
    }

    @Test
    void info_ofALoadedPlugin_saysWhatItUsesProvidesAndIsSetTo() {
        assertThat(console.run("plugin info greeter")).isZero();

        assertThat(console.out())
                .anyMatch(line -> line.matches(
                        "param: +word = Hi: word to greet with \\(String, writable, default Hello\\)"))
                .anyMatch(line -> line.matches("provides: +java\\.lang\\.Runnable \"greeter\""))
                .anyMatch(line -> line.matches("imports: +com\\.acme\\.text from text"))
                .anyMatch(line -> line.matches("imports: +com\\.acme\\.text\\.Text \"text\" from text"));
    }

    @Test
    void symbols_misspelt_areGuessed() {
        assertThat(console.run("plugin symbols Runable")).isZero();

        assertThat(console.out()).containsExactly("no symbol matches Runable (did you mean Runnable?)");
    }

    @Test
    void reload_putsDependentsBackWithTheirParameters() {
        assertThat(console.run("plugin reload text " + console.jar("new", SamplePlugins.text("1.3.0")))).isZero();
        assertThat(console.out()).containsExactly("reloaded text 1.2.0 -> 1.3.0", "put back greeter 1.4.0");
        assertThat(console.host().parameters("greeter").values()).containsEntry("word", "Hi");

        assertThat(console.run("plugin reload greeter")).isZero();
        assertThat(console.out()).containsExactly("reloaded greeter 1.4.0");
    }

    @Test
    void reload_whoseNewPluginFails_putsTheOldOneBackAndEndsWith1() {
        assertThat(console.run("plugin reload text " + console.jar("bad", SamplePlugins.failing("text", "1.9.0"))))
                .isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("START_FAILED: text 1.9.0");
        assertThat(console.out()).containsExactly("put back text 1.2.0", "put back greeter 1.4.0");
    }

    @Test
    void reload_toAVersionThatADependentDoesNotTake_saysSoOnceAndEndsWith1() {
        List<String> log = new CopyOnWriteArrayList<>();
        OperatorLog.sendTo(log::add);
        try {
            assertThat(console.run("plugin reload text " + console.jar("new", SamplePlugins.text("2.0.0"))))
                    .isEqualTo(1);
        } finally {
            OperatorLog.sendToStandardError();
        }

        assertThat(console.out()).containsExactly("reloaded text 1.2.0 -> 2.0.0");
        assertThat(console.err()).anyMatch(line -> line.startsWith("VERSION_MISMATCH: greeter 1.4.0"));
        assertThat(log).noneMatch(line -> line.contains("greeter 1.4.0"));
    }

    @Test
    void reload_whoseOldLoadIsKeptInQuarantine_saysSoInTextAndInJson() {
        try (SymbolRef<Runnable> held = console.host().acquire(Runnable.class)) {
            assertThat(console.run("plugin reload --force " + held.pluginId())).isZero();
            assertThat(console.out()).containsExactly("stopped greeter 1.4.0, kept in quarantine as greeter#2 until"
                    + " nothing of it is in use", "reloaded greeter 1.4.0");
        }
        try (SymbolRef<Runnable> held = console.host().acquire(Runnable.class)) {
            assertThat(console.run("plugin reload --json --force " + held.pluginId())).isZero();
            assertThat(console.out()).singleElement().asString().contains("\"unloaded\":[{\"id\":\"greeter\","
                    + "\"version\":\"1.4.0\",\"load\":3,\"outcome\":\"quarantined\",\"problems\":[],\"error\":null}]");
        }
    }

    @Test
    void reload_refusedAfterADependentWent_saysAsWhatThatIsBack() {
        try (SymbolRef<Runnable> held = console.host().acquire(Runnable.class)) {
            assertThat(held.pluginId()).isEqualTo("greeter");
            assertThat(console.run("plugin reload --force text")).isEqualTo(1);
            assertThat(console.err().get(0)).startsWith("IN_USE: text 1.2.0");
            assertThat(console.err().subList(1, 2)).containsExactly("put back greeter 1.4.0, as #3");
        }
    }

    @Test
    void unload_withDependents_unloadsThemFirst() {
        assertThat(console.run("plugin unload --with-dependents text")).isZero();

        assertThat(console.out()).containsExactly("unloaded greeter 1.4.0", "unloaded text 1.2.0");
    }

    @Test
    void param_setToNothing_showsThat() {
        assertThat(console.run("plugin param greeter word=")).isZero();
        assertThat(console.out()).containsExactly("set word of greeter to \"\"");

        console.run("plugin param greeter");
        assertThat(console.out()).anyMatch(line -> line.matches("word +\"\" +Hello .*"));
        console.run("plugin info greeter");
        assertThat(console.out()).anyMatch(line -> line.contains("word = \"\": "));
    }

    @Test
    void unload_withUnusedDependencies_unloadsWhatIsLeft() {
        assertThat(console.run("plugin unload --with-unused-dependencies greeter nobody")).isEqualTo(1);

        assertThat(console.out()).containsExactly("unloaded greeter 1.4.0", "unloaded text 1.2.0");
        assertThat(console.err()).singleElement().asString().startsWith("NOT_FOUND: nobody");
    }

    @Test
    void unload_whileAReferenceIsHeld_saysWhichOptionsHelp() {
        try (SymbolRef<Runnable> held = console.host().acquire(Runnable.class)) {
            assertThat(console.run("plugin unload " + held.pluginId())).isEqualTo(1);
            assertThat(console.err()).containsExactly("IN_USE: greeter 1.4.0: cannot unload: in use by 1 reference;"
                    + " close them, or wait; --wait 5s tries for a while, plugin why greeter says more");

            console.run("plugin unload --wait 1ms " + held.pluginId());
            assertThat(console.err()).singleElement().asString().endsWith(
                    "it was in use all the 1 ms that --wait allowed, plugin why greeter says more");
        }
    }
}
