package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is put into, replaced in and taken from a directory that a console watches: what runs follows. */
@ExtendWith(Scenario.class)
class DropInDirectoryIT {

    private static final int PARTS = 3;

    @TempDir
    private Path folder;
    private Path plugins;
    private Path temporary;
    private LiveConsole console;

    @BeforeEach
    void open() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        console = watching();
    }

    @AfterEach
    void close() {
        console.close();
    }

    private LiveConsole watching() throws Exception {
        return LiveConsole.run(temporary, "--plugins", plugins.toString(), "--watch");
    }

    @Test
    void everythingThatHappensToOneDirectory_endsWithWhatIsInIt() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Forest forest = Forest.plant(200, Files.createDirectory(folder.resolve("forest")),
                UnaryOperator.identity());

        copySlowly(PluginJar.plugin("slow", "1.0.0").file("padding.bin", padding()), "slow.jar");
        awaitRunning(Map.of("slow", "1.0.0"));

        // Replaced in place, by a copy and by a rename.
        Files.write(plugins.resolve("slow.jar"), PluginJar.plugin("slow", "1.1.0").bytes());
        awaitRunning(Map.of("slow", "1.1.0"));
        Files.move(PluginJar.plugin("slow", "1.2.0").write(outside.resolve("slow.jar")), plugins.resolve("slow.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        awaitRunning(Map.of("slow", "1.2.0"));

        // 200 at once, in the wrong order.
        Map<String, String> all = new HashMap<>(Map.of("slow", "1.2.0"));
        for (int i = forest.size() - 1; i >= 0; i--) {
            Files.copy(forest.files().get(i), plugins.resolve(forest.files().get(i).getFileName()));
            all.put(forest.ids().get(i), "1." + i + ".0");
        }
        awaitRunning(all);

        // One of them renamed, 20 that nobody needs deleted.
        Files.move(plugins.resolve("plugin-7.jar"), plugins.resolve("seven.jar"));
        for (String leaf : forest.leaves().subList(0, 20)) {
            Files.delete(plugins.resolve(leaf + ".jar"));
            all.remove(leaf);
        }
        awaitRunning(all);

        try (var files = Files.list(plugins)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        awaitRunning(Map.of());
        assertThat(console.err()).as("a rename is no reload").noneMatch(line -> line.contains("seven.jar"));
        assertThat(console.err()).as("nothing was refused but the file that halted half-way, and that was told once")
                .filteredOn(line -> line.matches("[A-Z_]+: .*")).singleElement().asString()
                .startsWith("BAD_IMAGE: slow.jar: not a JAR: truncated");
        assertThat(console.err()).noneMatch(line -> line.startsWith("WARN"));
        assertThat(console.exit()).isZero();
        assertThat(ProcessFacts.filesUnder(temporary)).isEmpty();
    }

    @Test
    void pluginsThatUseEachOther_replacedTogether_comeUpTogether() throws Exception {
        write("text.jar", PluginJar.plugin("text", "1.0.0"));
        write("greeter.jar", PluginJar.plugin("greeter", "1.0.0").requires("text@[1,2)"));
        write("page.jar", PluginJar.plugin("page", "1.0.0").requires("greeter"));
        awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0", "page", "1.0.0"));

        write("greeter.jar", PluginJar.plugin("greeter", "2.0.0").requires("text@[2,3)"));
        write("text.jar", PluginJar.plugin("text", "2.0.0"));

        awaitRunning(Map.of("text", "2.0.0", "greeter", "2.0.0", "page", "1.0.0"));
        assertThat(console.err()).noneMatch(line -> line.contains("MISMATCH"));
    }

    @Test
    void pluginThatLacksAnother_isToldOnceAndComesUpWithIt() throws Exception {
        write("greeter.jar", PluginJar.plugin("greeter", "1.0.0").requires("text"));
        assertThat(console.awaitErr("DEPENDENCY_MISSING: greeter 1.0.0")).contains("text");

        write("text.jar", PluginJar.plugin("text", "1.0.0"));

        awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0"));
        assertThat(console.err()).containsOnlyOnce(console.awaitErr("DEPENDENCY_MISSING"));
    }

    @Test
    void pluginThatOthersRequire_staysUntilTheirFilesAreGoneToo() throws Exception {
        write("text.jar", PluginJar.plugin("text", "1.0.0"));
        write("greeter.jar", PluginJar.plugin("greeter", "1.0.0").requires("text"));
        awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0"));

        Files.delete(plugins.resolve("text.jar"));
        assertThat(console.awaitErr("IN_USE: text 1.0.0")).contains("greeter").contains("text.jar is gone");
        assertThat(console.plugins()).containsOnlyKeys("text", "greeter");

        Files.delete(plugins.resolve("greeter.jar"));
        awaitRunning(Map.of());
    }

    @Test
    void badReplacement_isToldAndTheOldOneServesOn() throws Exception {
        write("text.jar", PluginJar.plugin("text", "1.0.0"));
        awaitRunning(Map.of("text", "1.0.0"));

        write("text.jar", PluginJar.plugin("text", "1.1.0").entry("acme.Failing").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Failing implements Plugin {
                    @Override public void start(PluginContext context) { throw new IllegalStateException("no"); }
                }
                """));
        assertThat(console.awaitErr("START_FAILED: text 1.1.0")).endsWith("(1.0.0 is back)");
        assertThat(console.plugins()).containsExactly(Map.entry("text", "1.0.0"));

        write("text.jar", PluginJar.plugin("text", "1.2.0"));
        awaitRunning(Map.of("text", "1.2.0"));
    }

    @Test
    void whatTheOperatorUnloads_staysUnloadedUntilTheFileChanges() throws Exception {
        write("text.jar", PluginJar.plugin("text", "1.0.0"));
        awaitRunning(Map.of("text", "1.0.0"));
        assertThat(console.ask("plugin unload text")).containsExactly("unloaded text 1.0.0");
        write("clock.jar", PluginJar.plugin("clock", "1.0.0"));
        awaitRunning(Map.of("clock", "1.0.0"));
        assertThat(console.ask("plugin why text")).hasSize(2).last().asString()
                .startsWith(plugins.resolve("text.jar") + " is watched, but left alone until its content changes")
                .endsWith("type: plugin load " + plugins.resolve("text.jar"));

        write("text.jar", PluginJar.plugin("text", "1.0.1"));
        awaitRunning(Map.of("clock", "1.0.0", "text", "1.0.1"));
    }

    @Test
    void reloadAfterARename_takesTheFileAsItIsCalledNow() throws Exception {
        write("a.jar", PluginJar.plugin("text", "1.0.0"));
        awaitRunning(Map.of("text", "1.0.0"));
        Files.move(plugins.resolve("a.jar"), plugins.resolve("b.jar"));
        write("clock.jar", PluginJar.plugin("clock", "1.0.0"));
        awaitRunning(Map.of("text", "1.0.0", "clock", "1.0.0"));

        assertThat(console.ask("plugin reload text")).containsExactly("reloaded text 1.0.0");
        assertThat(console.ask("plugin info text")).anyMatch(line -> line.contains("b.jar"));
    }

    @Test
    void twoVersionsOfOnePlugin_theNewestRunsAndTheOtherIsToldOnce() throws Exception {
        write("new.jar", PluginJar.plugin("text", "1.10.0"));
        write("old.jar", PluginJar.plugin("text", "1.9.0"));
        assertThat(console.awaitErr("ALREADY_LOADED: text 1.9.0")).contains("new.jar");
        awaitRunning(Map.of("text", "1.10.0"));

        Files.delete(plugins.resolve("new.jar"));
        awaitRunning(Map.of("text", "1.9.0"));
    }

    @Test
    void directoryThatIsGoneForAWhile_keepsItsPlugins() throws Exception {
        write("text.jar", PluginJar.plugin("text", "1.0.0"));
        awaitRunning(Map.of("text", "1.0.0"));

        Files.move(plugins, folder.resolve("aside"));
        console.awaitErr(plugins + ": is gone");
        assertThat(console.plugins()).containsOnlyKeys("text");
        Files.move(folder.resolve("aside"), plugins);
        console.awaitErr(plugins + ": is back");
        write("clock.jar", PluginJar.plugin("clock", "1.0.0"));

        awaitRunning(Map.of("text", "1.0.0", "clock", "1.0.0"));
        Files.delete(plugins.resolve("text.jar"));
        awaitRunning(Map.of("clock", "1.0.0"));
    }

    @Test
    void brokenFileAtTheStart_isToldAndTheScriptEndsWith1() throws Exception {
        console.exit();
        Path broken = Files.writeString(plugins.resolve("broken.jar"), "no JAR");
        Files.setLastModifiedTime(broken, FileTime.fromMillis(0));
        write("text.jar", PluginJar.plugin("text", "1.0.0"));
        console = watching();

        assertThat(console.awaitErr("BAD_IMAGE: ")).contains("broken.jar");
        awaitRunning(Map.of("text", "1.0.0"));
    }

    private void awaitRunning(Map<String, String> expected) {
        console.awaitThat(() -> console.plugins().equals(expected));
    }

    private void write(String file, PluginJar plugin) throws Exception {
        Files.write(plugins.resolve(file), plugin.bytes());
    }

    private static byte[] padding() {
        byte[] bytes = new byte[64 * 1024];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** Between its parts another plugin comes up, for which the directory must have been quiet. */
    private void copySlowly(PluginJar plugin, String file) throws Exception {
        byte[] bytes = plugin.bytes();
        int part = bytes.length / PARTS + 1;
        try (FileChannel channel = FileChannel.open(plugins.resolve(file), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes.length; at += part) {
                channel.write(ByteBuffer.wrap(bytes, at, Math.min(part, bytes.length - at)));
                if (at + part < bytes.length) {
                    write("beacon.jar", PluginJar.plugin("beacon", "1." + at + ".0"));
                    awaitRunning(Map.of("beacon", "1." + at + ".0"));
                }
            }
        }
        Files.delete(plugins.resolve("beacon.jar"));
    }
}
