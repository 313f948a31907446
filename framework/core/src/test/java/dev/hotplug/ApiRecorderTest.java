package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin was compiled against, written into its JAR, and held against what is there. */
class ApiRecorderTest {

    private static final String LIMITS = "public static final int MAX = 1000; public static final long AGE = 77L; "
            + "public static final String NAME = \"old name\"; public static final boolean DEBUG = false; "
            + "public static final int FEW = 3; public static String up(String s) { return s; }";
    private static final PluginJar OLD = text("1.2.0", LIMITS);
    private static final PluginJar OTHER_NUMBERS = text("1.3.0", LIMITS.replace("1000", "2000").replace("77L", "78L")
            .replace("old name", "new name").replace("false", "true").replace("FEW = 3", "FEW = 4"));
    private static final PluginJar MORE = text("1.3.0", LIMITS + " public static int more;");

    @TempDir
    private Path folder;
    private PluginHost host;
    private Path old;

    private static PluginJar text(String version, String members) {
        return PluginJar.plugin("text", version).exportsPackages("com.acme.text")
                .source("package com.acme.text; public class Text { " + members + " }");
    }

    /** A plugin whose one method stands in its tenth line. */
    private static PluginJar greeter(String body) {
        return PluginJar.plugin("greeter", "1.4.0").requires("text@^1").compiledAgainst(OLD).entry("com.acme.Greeter")
                .source("""
                        package com.acme;
                        import com.acme.text.Text;
                        import dev.hotplug.api.*;
                        public class Greeter implements Plugin {
                            @Override public void start(PluginContext context) {
                                System.setProperty("greeter.started", "true");
                            }
                            static int i = 5;
                            public static Object held() {
                                %s
                            }
                        }
                        """.formatted(body));
    }

    @BeforeEach
    void open() {
        host = PluginHost.builder().build();
        old = OLD.write(folder.resolve("old.jar"));
        System.clearProperty("greeter.started");
    }

    @AfterEach
    void close() {
        host.close();
        System.clearProperty("greeter.started");
    }

    private Path recorded(PluginJar jar) {
        Path file = jar.write(folder.resolve("greeter.jar"));
        ApiRecorder.record(file, List.of(old));
        return file;
    }

    private PluginException refused(PluginJar text, Path greeter, LinkPolicy policy) {
        host.load(text.write(folder.resolve("text.jar")));
        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> host.load(greeter, LoadOptions.defaults().linkPolicy(policy)));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.UNRESOLVED_SYMBOL);
        return refusal;
    }

    @Test
    void load_withAConstantThatWasInlined_isRefusedBeforeStart() throws Exception {
        Path greeter = recorded(greeter("return Text.MAX;"));
        Path text = OTHER_NUMBERS.write(folder.resolve("other.jar"));
        try (URLClassLoader plain = new URLClassLoader(new URL[] {greeter.toUri().toURL(), text.toUri().toURL()},
                PluginHost.class.getClassLoader())) {
            assertThat(plain.loadClass("com.acme.text.Text").getField("MAX").get(null)).isEqualTo(2000);
            // What would silently happen.
            assertThat(plain.loadClass("com.acme.Greeter").getMethod("held").invoke(null)).isEqualTo(1000);
        }

        PluginException refusal = refused(OTHER_NUMBERS, greeter, LinkPolicy.OWN_CLASSES);

        assertThat(refusal).hasMessage("greeter 1.4.0: does not link: com.acme.text.Text.MAX was 1000 when it was "
                + "compiled, and is 2000, in text (text 1.2.0 recorded, text 1.3.0 found); the old value stands "
                + "in com.acme.Greeter.held:10, which would go on with it without any error; compile it again");
        assertThat(System.getProperty("greeter.started")).isNull();
    }

    @TestFactory
    Stream<DynamicTest> load_withAnOldValue_isRefusedWhereverItStands() {
        return Map.of("text", "return Text.NAME;",
                "concatenation", "Text.up(\"\"); return \"a \" + i + Text.NAME + i;",
                "case", "Text.up(\"\"); switch (i) { case Text.MAX: return 1; default: return 2; }",
                "increment", "Text.up(\"\"); int k = i; k += Text.MAX; return k;",
                "long", "return Text.AGE;",
                "widened", "double d = Text.MAX; return d;",
                "argument", "return Text.up(Text.NAME);",
                "a small number, where nothing else uses the type", "return Text.FEW;").entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    open();
                    assertThat(refused(OTHER_NUMBERS, recorded(greeter(row.getValue())), LinkPolicy.OWN_CLASSES))
                            .hasMessageContaining("stands in com.acme.Greeter.held:10");
                    close();
                }));
    }

    @Test
    void load_withAnOldValueInAConstantOfItsOwn_namesTheField() {
        assertThat(refused(OTHER_NUMBERS, recorded(greeter("return null; } static final int OWN = Text.MAX; { ")),
                LinkPolicy.OWN_CLASSES)).hasMessageContaining("stands in com.acme.Greeter.OWN,");
    }

    @TestFactory
    Stream<DynamicTest> load_withWhatMayBeAnOldValue_isAWarning() {
        return Map.of("a small number beside other uses", "return Text.up(\"\").length() + 3;",
                "a decision that was made", "if (Text.DEBUG) { return 1; } return 2;",
                "a value that went into another", "return Text.MAX * 7;",
                "a value in a class that does not name the type", "return null; } static class User { Text text; } "
                        + "static int plain() { switch (i) { case Text.MAX: return 1; default: return 2; }")
                .entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    open();
                    Path greeter = recorded(greeter(row.getValue()));
                    assertThat(refused(OTHER_NUMBERS, greeter, LinkPolicy.STRICT))
                            .hasMessageContaining("may have been copied into com.acme.Greeter");
                    host.load(greeter);
                    close();
                }));
    }

    @Test
    void load_withoutTheOldValue_isAWarning() {
        Path greeter = recorded(greeter("return Text.up(\"\");"));

        assertThat(refused(OTHER_NUMBERS, greeter, LinkPolicy.STRICT)).hasMessage("greeter 1.4.0: does not link: "
                + "compiled against another API of text (text 1.2.0 recorded, text 1.3.0 found): com.acme.text.Text "
                + "changed");
        host.load(greeter);
    }

    @Test
    void load_withMoreThanItWasCompiledFor_isAWarning() {
        Path greeter = recorded(greeter("return Text.up(Text.NAME);"));

        assertThat(refused(MORE, greeter, LinkPolicy.STRICT)).hasMessageEndingWith("com.acme.text.Text changed");
        host.load(greeter);
    }

    @Test
    void load_withTheApiThatItWasCompiledFor_isFine() {
        host.load(text("1.2.5", LIMITS.replace("return s;", "return s + s;")).write(folder.resolve("text.jar")));

        host.load(recorded(greeter("return Text.up(Text.NAME);")),
                LoadOptions.defaults().linkPolicy(LinkPolicy.STRICT));
    }

    @Test
    void planUpgrade_toOtherConstants_saysWhoHoldsTheOldOnes() {
        host.load(OLD.write(folder.resolve("text.jar")));
        host.load(recorded(greeter("return Text.MAX;")));

        UpgradeReport report = host.planUpgrade(OTHER_NUMBERS.write(folder.resolve("other.jar")));

        assertThat(report.dependents()).singleElement().satisfies(dependent -> {
            assertThat(dependent.effect()).isEqualTo(UpgradeReport.Effect.BREAKS);
            assertThat(dependent.reasons()).singleElement().asString()
                    .startsWith("com.acme.text.Text.MAX was 1000").contains("com.acme.Greeter.held:10");
        });
    }

    @Test
    void load_withATypeThatIsGone_saysThatOnly() {
        PluginJar gone = PluginJar.plugin("text", "1.3.0").exportsPackages("com.acme.text")
                .source("package com.acme.text; public class Other { }");

        assertThat(refused(gone, recorded(greeter("return Text.up(\"\");")), LinkPolicy.STRICT))
                .hasMessageContaining("com.acme.text.Text not found in text 1.3.0")
                .message().doesNotContain("another API");
    }

    @Test
    void load_withADamagedRecord_isAWarning() {
        Path greeter = greeter("return null;").file("META-INF/hotplug/compiled-against", "format 1\ntype x\n")
                .write(folder.resolve("greeter.jar"));

        assertThat(refused(OLD, greeter, LinkPolicy.STRICT)).hasMessageContaining("line 2 is malformed")
                .hasMessageContaining("record it again");
        host.load(greeter);
    }

    @Test
    void record_writesTypesAndConstants_andKeepsTheRest() throws IOException {
        Path file = greeter("return Text.MAX;").storedLibrary("x.jar", PluginJar.withoutDescriptor())
                .write(folder.resolve("greeter.jar"));
        List<String> before = names(file);

        assertThat(ApiRecorder.record(file, List.of(old)))
                .isEqualTo(new ApiRecorder.Recording("greeter", "1.4.0", 1, 5));
        byte[] once = Files.readAllBytes(file);
        ApiRecorder.record(file, List.of(old));

        assertThat(Files.readAllBytes(file)).isEqualTo(once);
        assertThat(names(file)).containsExactlyElementsOf(
                Stream.concat(before.stream(), Stream.of("META-INF/hotplug/compiled-against")).toList());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getEntry("lib/x.jar").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(new String(zip.getInputStream(zip.getEntry("META-INF/hotplug/compiled-against")).readAllBytes(),
                    StandardCharsets.UTF_8)).matches("""
                    format 1
                    type text 1\\.2\\.0 com\\.acme\\.text\\.Text [0-9a-f]{16}
                    constant com\\.acme\\.text\\.Text AGE J 77
                    constant com\\.acme\\.text\\.Text DEBUG Z 0
                    constant com\\.acme\\.text\\.Text FEW I 3
                    constant com\\.acme\\.text\\.Text MAX I 1000
                    constant com\\.acme\\.text\\.Text NAME T old name
                    """);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void record_ofASignedJar_isRefused() throws IOException {
        Path file = greeter("return null;").file("META-INF/ACME.SF", "x").write(folder.resolve("greeter.jar"));
        byte[] before = Files.readAllBytes(file);

        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> ApiRecorder.record(file, List.of(old)));

        assertThat(refusal).hasMessage("greeter.jar: is signed (META-INF/ACME.SF), and would not be any more; "
                + "change it first, then sign it");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void record_againstWhatItDoesNotRequire_isRefused() {
        Path file = greeter("return null;").write(folder.resolve("greeter.jar"));
        Path clock = PluginJar.plugin("clock", "1.0.0").write(folder.resolve("clock.jar"));
        Path newer = text("2.0.0", "").write(folder.resolve("newer.jar"));

        assertThat(catchThrowableOfType(PluginException.class, () -> ApiRecorder.record(file, List.of(clock))))
                .hasMessage("greeter 1.4.0: does not require clock, so it cannot link to clock 1.0.0; require it, or "
                        + "leave it out");
        assertThat(catchThrowableOfType(PluginException.class, () -> ApiRecorder.record(file, List.of(newer))).reason())
                .isEqualTo(Reason.VERSION_MISMATCH);
    }

    private static List<String> names(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }
}
