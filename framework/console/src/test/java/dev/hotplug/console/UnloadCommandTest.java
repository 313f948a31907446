package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.SymbolRef;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnloadCommandTest {

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
    void unload_idlePlugin_saysWhatWasUnloaded() {
        console.load("text", "1.2.0");

        assertThat(console.run("plugin unload text")).isZero();

        assertThat(console.out()).containsExactly("unloaded text 1.2.0");
        assertThat(console.host().plugins()).isEmpty();
    }

    @Test
    void unload_withDependents_isRefusedWithTheirIds() {
        console.load("text", "1.2.0");
        console.load("greeter", "1.4.0", "text");

        assertThat(console.run("plugin unload text")).isEqualTo(1);

        assertThat(console.out()).isEmpty();
        assertThat(console.err()).singleElement().asString().startsWith("IN_USE: text 1.2.0").contains("greeter");
    }

    @Test
    void unload_severalInOrder_goesOnAfterOneThatIsRefused() {
        console.load("text", "1.2.0");
        console.load("greeter", "1.4.0", "text");

        assertThat(console.run("plugin unload text greeter text")).isEqualTo(1);

        assertThat(console.out()).containsExactly("unloaded greeter 1.4.0", "unloaded text 1.2.0");
        assertThat(console.err()).hasSize(1);
    }

    @Test
    void unload_misspelt_guessesWhatWasMeant() {
        console.load("greeter", "1.4.0");

        assertThat(console.run("plugin unload greter")).isEqualTo(1);

        assertThat(console.err()).singleElement().asString()
                .startsWith("NOT_FOUND: greter").endsWith("(did you mean greeter?)");
    }

    @Test
    void unload_withEachWay_unloads() {
        for (String way : new String[] {"--wait 5s", "--drain 250ms", "--wait=1m --drain=2m", "--force"}) {
            console.load("text", "1.2.0");

            assertThat(console.run("plugin unload " + way + " text")).as(way).isZero();
            assertThat(console.out()).as(way).containsExactly("unloaded text 1.2.0");
        }
    }

    @Test
    void unload_byForceWhileHeld_saysUnderWhichNameItIsKept() {
        console.run("plugin load " + console.jar("held", PluginJar.annotated().source("""
                package com.acme.held;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "held", version = "1.0.0")
                public final class Held implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                        context.export(Runnable.class, () -> { });
                    }
                }
                """)));
        try (SymbolRef<Runnable> held = console.host().acquire(Runnable.class)) {
            assertThat(console.run("plugin unload held")).isEqualTo(1);
            assertThat(console.err()).singleElement().asString().startsWith("IN_USE: held 1.0.0");

            assertThat(console.run("plugin unload --force " + held.pluginId())).isZero();
            assertThat(console.out()).containsExactly(
                    "stopped held 1.0.0, kept in quarantine as held#1 until nothing of it is in use");

            assertThat(console.run("plugin list")).isZero();
            assertThat(console.out().get(1)).matches("held#1 +1\\.0\\.0 +GOING +1 +0 +- +RQ .*");
            console.load("held", "1.0.0");
            for (String line : new String[] {"info held#1", "deps held#1", "unload held#1", "reload held#1",
                "param held#1"}) {
                assertThat(console.run("plugin " + line)).as(line).isEqualTo(1);
                assertThat(console.err()).as(line).containsExactly("NOT_FOUND: held#1: not loaded; it was unloaded and"
                        + " is kept in quarantine; plugin why held#1 says why");
            }
            console.run("plugin unload held#2");
            assertThat(console.err()).containsExactly("NOT_FOUND: held#2: not loaded (did you mean held?)");
        }
    }

    @Test
    void unload_permanentPlugin_isToldOnceThatForceIsTheWay() {
        String jar = console.jar("lasting", PluginJar.annotated().source("""
                package com.acme.lasting;

                import dev.hotplug.api.*;

                @Permanent
                @PluginDescriptor(id = "lasting", version = "1.0.0")
                public final class Lasting implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                    }
                }
                """));
        console.run("plugin load " + jar);

        for (String line : new String[] {"plugin unload lasting", "plugin reload lasting"}) {
            assertThat(console.run(line)).as(line).isEqualTo(1);
            assertThat(console.err()).as(line).containsExactly("PERMANENT: lasting 1.0.0: cannot unload: it says of "
                    + "itself that it cannot be unloaded (@Permanent); force it if you must, with --force");
        }
        assertThat(console.run("plugin unload --force lasting")).isZero();
    }

    @Test
    void unload_pluginWhoseStopThrows_saysWhatWentWrong() {
        String jar = console.jar("bad", PluginJar.annotated().source("""
                package com.acme.bad;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "bad", version = "1.0.0")
                public final class Bad implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                    }

                    @Override
                    public void stop() {
                        throw new IllegalStateException("two\\nlines \\u001b[31m");
                    }
                }
                """));
        List<String> log = new CopyOnWriteArrayList<>();
        OperatorLog.sendTo(log::add);
        try {
            console.run("plugin load " + jar);
            assertThat(console.run("plugin unload bad")).isZero();
        } finally {
            OperatorLog.sendToStandardError();
        }

        assertThat(console.out()).containsExactly("unloaded bad 1.0.0");
        assertThat(console.err()).containsExactly(
                "bad 1.0.0: stop failed: java.lang.IllegalStateException: two; lines \\u001b[31m (at com.acme.bad.Bad.stop(Bad.java:13))");
        assertThat(log).as("what the answer says").noneMatch(line -> line.contains("stop failed"));
    }

    @Test
    void unload_whatWasUnloadedBefore_saysWhatItsFileWas() {
        console.load("text", "1.2.0");
        console.run("plugin unload text");

        assertThat(console.run("plugin unload text")).isEqualTo(1);

        assertThat(console.err()).singleElement().asString().startsWith("NOT_FOUND: text: not loaded; text 1.2.0 #1")
                .endsWith("text.jar, load that again");
    }

    @Test
    void unload_whatOneInQuarantineUses_offersNothingThatWouldNotHelp() {
        console.load("text", "1.2.0");
        console.run("plugin load " + console.jar("user", PluginJar.annotated().source("""
                package com.acme.user;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "user", version = "1.0.0", requires = "text")
                public final class User implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                        context.export(Runnable.class, () -> { });
                    }
                }
                """)));
        try (SymbolRef<Runnable> held = console.host().acquire(Runnable.class)) {
            assertThat(console.run("plugin unload --force " + held.pluginId())).isZero();

            for (String line : new String[] {"plugin unload text", "plugin unload --with-dependents text",
                "plugin unload --force --with-dependents text"}) {
                assertThat(console.run(line)).as(line).isEqualTo(1);
                assertThat(console.err()).as(line).containsExactly("IN_USE: text 1.2.0: cannot unload: required by"
                        + " user 1.0.0 #2, which is in quarantine: 1 reference to it is held; it goes by itself when that"
                        + " has ended");
            }
        }
    }

    @Test
    void unload_misspeltAlias_guessesIt() throws Exception {
        console.configure("aliases: {hello: greeter}");

        assertThat(console.run("plugin unload helo")).isEqualTo(1);

        assertThat(console.err()).containsExactly("NOT_FOUND: helo: not loaded (did you mean hello?)");
    }

    @Test
    void unload_durationThatIsNone_isMisuse() {
        console.load("text", "1.2.0");

        assertThat(console.run("plugin unload --wait soon text")).isEqualTo(2);

        assertThat(console.err()).singleElement().asString().startsWith("plugin unload: ").contains("'soon'", "250ms");
        assertThat(console.host().plugins()).hasSize(1);
    }
}
