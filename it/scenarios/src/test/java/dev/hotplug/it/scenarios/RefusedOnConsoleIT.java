package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.BrokenJars;
import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JARs that cannot be loaded, on the console: one clear line each, exit code 1, nothing changed. */
@ExtendWith(Scenario.class)
class RefusedOnConsoleIT {

    private static final PluginJar VICTIM = PluginJar.plugin("victim", "1.0.0").file("padding.txt", "x".repeat(4096));

    @TempDir
    private static Path folder;
    @TempDir
    private static Path temporary;
    private static final Map<String, Reason> CASES = new LinkedHashMap<>();

    @BeforeAll
    static void writeJars() throws Exception {
        write("truncated", BrokenJars.truncated(VICTIM), Reason.BAD_IMAGE);
        write("corrupt", BrokenJars.corrupt(VICTIM), Reason.BAD_IMAGE);
        write("wrong-checksum", BrokenJars.wrongChecksum(VICTIM), Reason.BAD_IMAGE);
        write("not-a-zip", BrokenJars.notAZip(), Reason.BAD_IMAGE);
        write("empty", BrokenJars.empty(), Reason.BAD_IMAGE);
        write("without-entries", BrokenJars.withoutEntries(), Reason.BAD_DESCRIPTOR);
        write("without-descriptor", PluginJar.withoutDescriptor(), Reason.BAD_DESCRIPTOR);
        write("without-entry-class", VICTIM.entry("acme.Nowhere"), Reason.BAD_DESCRIPTOR);
        write("bad-version", PluginJar.plugin("victim", "one"), Reason.BAD_DESCRIPTOR);
        write("unknown-dependency", VICTIM.requires("nobody"), Reason.DEPENDENCY_MISSING);
        write("other-version", VICTIM.requires("loaded@[2,3)"), Reason.VERSION_MISMATCH);
        write("needs-itself", VICTIM.requires("victim"), Reason.BAD_DESCRIPTOR);
        write("same-symbol", exporting("victim", "java.lang.Runnable", "() -> { }"), Reason.DUPLICATE_SYMBOL);
        write("same-declared-symbol", declaring("victim"), Reason.DUPLICATE_SYMBOL);
        write("missing-class", PluginJar.plugin("victim", "1.0.0").entry("acme.Victim")
                .compiledAgainst(PluginJar.annotated().source("package acme.gone; public class Gone { }"))
                .source("""
                        package acme;
                        import dev.hotplug.api.*;
                        public final class Victim implements Plugin {
                            @Override public void start(PluginContext context) { new acme.gone.Gone(); }
                        }
                        """), Reason.UNRESOLVED_SYMBOL);
        write("throws", exporting("victim", "String", "1 / (context.id().length() - 6) + \"\""), Reason.START_FAILED);
        CASES.put("nowhere", Reason.BAD_IMAGE);
        write("loaded", exporting("loaded", "java.lang.Runnable", "() -> { }"), null);
    }

    @AfterEach
    void theConsoleLeavesNoFileBehind() {
        assertThat(ProcessFacts.filesUnder(temporary)).isEmpty();
    }

    static Stream<Map.Entry<String, Reason>> cases() {
        return CASES.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsRefusedWithOneLineAndExitCode1(Map.Entry<String, Reason> refused) throws Exception {
        ForkedJvm.Result result = console("run").input("plugin load '" + jar("loaded") + "'\n"
                + load(refused.getKey()) + "plugin list\n").run();

        assertThat(result.expectExit(1).out().lines()).as("the script ends there")
                .containsExactly("loaded loaded 1.0.0");
        assertRefusal(refused, result.err());
    }

    @Test
    void theyChangeNothing() throws Exception {
        String show = "plugin list\nplugin symbols\nplugin deps\n";
        StringBuilder script = new StringBuilder("plugin load '" + jar("loaded") + "'\n" + show);
        CASES.keySet().forEach(name -> script.append(load(name)).append(show));

        ForkedJvm.Result result = console("run", "--keep-going").input(script.toString()).run().expectExit(0);

        List<String> lines = result.err().lines().toList();
        assertThat(lines).hasSameSizeAs(CASES.keySet());
        List<Map.Entry<String, Reason>> cases = List.copyOf(CASES.entrySet());
        for (int i = 0; i < cases.size(); i++) {
            assertRefusal(cases.get(i), lines.get(i) + "\n");
        }
        List<String> shown = new ArrayList<>(result.out().lines().toList());
        assertThat(shown.remove(0)).isEqualTo("loaded loaded 1.0.0");
        int size = shown.size() / (CASES.size() + 1);
        List<String> before = shown.subList(0, size);
        assertThat(before).anyMatch(line -> line.contains("LIVE"));
        for (int i = 1; i <= CASES.size(); i++) {
            assertThat(shown.subList(i * size, (i + 1) * size)).as("after " + cases.get(i - 1).getKey())
                    .isEqualTo(before);
        }
        assertThat(shown).hasSize(size * (CASES.size() + 1));
    }

    @Test
    void aCycleInADirectoryIsNamedAndStopsNobodyElse() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginJar.plugin("hen", "1.0.0").requires("egg").write(plugins.resolve("hen.jar"));
        PluginJar.plugin("egg", "1.0.0").requires("hen").write(plugins.resolve("egg.jar"));
        PluginJar.plugin("chick", "1.0.0").requires("egg").write(plugins.resolve("chick.jar"));
        PluginJar.plugin("fox", "1.0.0").requires("wood").write(plugins.resolve("fox.jar"));
        PluginJar.plugin("wood", "1.0.0").write(plugins.resolve("wood.jar"));
        Files.write(plugins.resolve("broken.jar"), BrokenJars.truncated(VICTIM));

        ForkedJvm.Result result = console("run", "--plugins", plugins.toString()).input("plugin deps\n").run();

        assertThat(result.expectExit(1).out()).contains("fox 1.0.0").contains("wood 1.0.0").doesNotContain("chick");
        assertThat(result.err().lines()).hasSize(4)
                .satisfiesOnlyOnce(line -> assertThat(line).startsWith("BAD_IMAGE: ").contains("broken.jar"))
                .satisfiesOnlyOnce(line -> assertThat(line).startsWith("DEPENDENCY_CYCLE: hen").contains("egg"))
                .satisfiesOnlyOnce(line -> assertThat(line).startsWith("DEPENDENCY_CYCLE: egg").contains("hen"))
                .satisfiesOnlyOnce(line -> assertThat(line).startsWith("DEPENDENCY_MISSING: chick").contains("egg"));
    }

    private static void assertRefusal(Map.Entry<String, Reason> refused, String err) {
        assertThat(err.lines()).as(refused.getKey()).singleElement().asString()
                .startsWith(refused.getValue() + ": ")
                .containsAnyOf("victim 1.0.0", jar(refused.getKey()).getFileName().toString());
    }

    private static ForkedJvm console(String... arguments) {
        return ForkedJvm.jar(SourceTree.console()).temporary(temporary).arguments(arguments);
    }

    private static String load(String name) {
        return "plugin load '" + jar(name) + "'\n";
    }

    private static Path jar(String name) {
        return folder.resolve(name + ".jar");
    }

    private static void write(String name, PluginJar plugin, Reason reason) throws Exception {
        write(name, plugin.bytes(), reason);
    }

    private static void write(String name, byte[] bytes, Reason reason) throws Exception {
        Files.write(jar(name), bytes);
        if (reason != null) {
            CASES.put(name, reason);
        }
    }

    /** A plugin that exports something of a Java type under the name {@code same}. */
    private static PluginJar exporting(String id, String type, String value) {
        return PluginJar.plugin(id, "1.0.0").entry("acme.Exporter").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Exporter implements Plugin {
                    @Override public void start(PluginContext context) {
                        context.export(%1$s.class, "same", %2$s);
                    }
                }
                """.formatted(type, value));
    }

    private static PluginJar declaring(String id) {
        return PluginJar.plugin(id, "1.0.0").source("""
                package acme;
                @dev.hotplug.api.Export(name = "same")
                public final class Declared implements Runnable {
                    @Override public void run() { }
                }
                """);
    }
}
