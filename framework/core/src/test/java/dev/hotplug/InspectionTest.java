package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.LinkDefect.Severity;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.lifecycle.Lifecycle;
import dev.hotplug.model.LinkFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run says is what a load says, and leaves no trace. */
class InspectionTest {

    private static final PluginJar TEXT = PluginJar.plugin("text", "1.2.0").exportsPackages("acme.text")
            .source("package acme.text; public class Text { public static String upper(String s) { return s; } }");
    private static final PluginJar OTHER_TEXT = PluginJar.plugin("text", "1.3.0").exportsPackages("acme.text")
            .source("package acme.text; public class Other { }");
    private static final PluginJar GREETER = PluginJar.plugin("greeter", "1.0.0").requires("text@[1.2,2)")
            .entry("acme.Greeter").compiledAgainst(TEXT).source("""
                    package acme;
                    import dev.hotplug.api.*;
                    public final class Greeter implements Plugin {
                        @Override public void start(PluginContext context) {
                            context.export(String.class, acme.text.Text.upper("hi"));
                        }
                    }
                    """);

    @TempDir
    private Path directory;
    private PluginHost host;
    private Lifecycle.Audit before;

    @BeforeEach
    void open() {
        host = PluginHost.builder().workDirectory(directory.resolve("work"))
                .indexDirectory(directory.resolve("index")).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** With an index they come from a verdict, without from the classes. */
    @Test
    void aLoadedPlugin_hasTheDigestsOfItsFile_withAndWithoutAnIndex() {
        Path jar = write("text", TEXT);
        host.load(jar);
        assertThat(host.describe(jar).apiDigests()).containsOnlyKeys("acme.text");
        assertThat(host.describe("text").apiDigests()).isEqualTo(host.describe(jar).apiDigests())
                .isNotEqualTo(host.describe(write("other", OTHER_TEXT)).apiDigests());
        try (PluginHost unindexed = PluginHost.builder().workDirectory(directory.resolve("unindexed")).build()) {
            unindexed.load(jar);
            assertThat(unindexed.describe("text").apiDigests()).isEqualTo(host.describe(jar).apiDigests());
        }
    }

    /** A forged fingerprint must not make a plugin take the word of one that nobody wanted to load. */
    @Test
    void whatWasOnlyLookedAt_isNotRemembered_whatWasLoadedIs() {
        Path jar = write("text", TEXT);
        try (PluginHost unindexed = PluginHost.builder().workDirectory(directory.resolve("unindexed")).build()) {
            unindexed.describe(jar);
            unindexed.inspect(jar);
            long looks = unindexed.statistics().examined().scans();
            unindexed.load(jar);
            assertThat(unindexed.statistics().examined().scans()).isEqualTo(looks + 1);
            unindexed.unload("text");
            unindexed.describe(jar);
            unindexed.load(jar);
            assertThat(unindexed.statistics().examined().scans()).isEqualTo(looks + 1);
        }
    }

    @Test
    void inspect_ofASoundPlugin_findsNothing() {
        host.load(write("text", TEXT));
        Inspection greeter = inspect(write("greeter", GREETER));

        assertThat(greeter.isLoadable()).isTrue();
        assertThat(greeter.plugin()).map(PluginDescription::id).contains("greeter");
        assertThat(greeter.needs())
                .containsExactly(new Inspection.Need("text@[1.2,2)", Optional.of("text 1.2.0"), true));
        assertThat(greeter.findings()).contains(List.of());
    }

    @Test
    void inspect_ofWhatDoesNotLink_saysWhatTheLoadSays() {
        host.load(write("text", OTHER_TEXT));
        Path file = write("greeter", GREETER);
        Inspection greeter = inspect(file);

        assertSameAsLoad(greeter, Reason.UNRESOLVED_SYMBOL);
        assertThat(greeter.findings().orElseThrow()).singleElement().satisfies(defect -> {
            assertThat(defect.severity()).isEqualTo(Severity.BREAKS);
            assertThat(defect.sentence()).contains("acme.text.Text", "text 1.3.0");
        });
    }

    @Test
    void inspect_ofUnmetRequirements_saysWhatTheLoadSays() {
        Path file = write("greeter", GREETER.requires("clock"));
        Inspection missing = inspect(file);
        assertSameAsLoad(missing, Reason.DEPENDENCY_MISSING);
        assertThat(missing.findings()).isEmpty();

        host.load(write("text", PluginJar.plugin("text", "2.0.0")));
        Inspection mismatch = inspect(file);
        assertSameAsLoad(mismatch, Reason.VERSION_MISMATCH);
        assertThat(mismatch.needs()).containsExactly(
                new Inspection.Need("text@[1.2,2)", Optional.of("text 2.0.0"), false),
                new Inspection.Need("clock", Optional.empty(), false));
    }

    @Test
    void inspect_ofATakenId_saysWhatTheLoadSays() {
        host.load(write("text", TEXT));

        assertSameAsLoad(inspect(write("again", OTHER_TEXT)), Reason.ALREADY_LOADED);
    }

    @Test
    void inspect_ofClassesThatAreNotAsDeclared_saysWhatTheLoadSays() {
        Inspection exporting = inspect(write("export", PluginJar.plugin("export", "1.0.0").source("""
                package acme;
                @dev.hotplug.api.Export(type = Runnable.class)
                public final class Idle extends java.util.ArrayList<String> { }
                """)));
        assertSameAsLoad(exporting, Reason.BAD_DESCRIPTOR);
        assertThat(exporting.refusals()).singleElement().satisfies(refusal -> assertThat(refusal)
                .hasMessageContainingAll("acme.Idle", "does not implement java.lang.Runnable"));

        assertSameAsLoad(inspect(write("entry", PluginJar.plugin("entry", "1.0.0").entry("acme.Entry")
                .source("package acme; public final class Entry { }"))), Reason.BAD_DESCRIPTOR);
    }

    @Test
    void inspect_ofAnExportThatIsImplementedFarAbove_findsNothing() {
        host.load(write("text", PluginJar.plugin("text", "1.2.0").exportsPackages("acme.text").source("""
                package acme.text;
                public abstract class Task extends Thread { }
                """)));
        PluginJar plugin = PluginJar.plugin("runner", "1.0.0").requires("text").compiledAgainst(
                PluginJar.plugin("text", "1.2.0").source("package acme.text; public abstract class Task extends Thread { }"))
                .source("""
                        package acme;
                        @dev.hotplug.api.Export(type = Runnable.class)
                        public final class Runner extends acme.text.Task { }
                        """);
        Path file = write("runner", plugin);
        assertThat(inspect(file).refusals()).isEmpty();
        host.load(file);
    }

    @Test
    void inspect_ofATakenSymbol_saysWhoHasIt() {
        host.load(write("one", exporting("one")));
        Inspection two = inspect(write("two", exporting("two")));

        assertThat(two.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.DUPLICATE_SYMBOL);
            assertThat(refusal).hasMessage("two 1.0.0: exports java.lang.Runnable \"same\", which one 1.0.0 exports "
                    + "already; give it another name, or unload one");
        });
    }

    /** Whoever unloads the one that has the id frees its symbols too. */
    @Test
    void inspect_ofATakenIdAndItsSymbols_saysOnlyThatTheIdIsTaken() {
        Path file = write("one", exporting("one"));
        DryRun run = host.dryRun();
        assertThat(reasons(run.load(file, LoadOptions.defaults()))).isEmpty();
        assertThat(reasons(run.load(file, LoadOptions.defaults()))).containsExactly(Reason.ALREADY_LOADED);
        host.load(file);

        assertThat(reasons(inspect(file))).containsExactly(Reason.ALREADY_LOADED);
        host.load(write("two", PluginJar.plugin("two", "1.0.0")));
        assertThat(reasons(inspect(write("other", exporting("two")))))
                .as("the symbol of a third").containsExactly(Reason.ALREADY_LOADED, Reason.DUPLICATE_SYMBOL);
    }

    @Test
    void inspect_ofNoPlugin_saysWhatTheLoadSays() throws Exception {
        Path file = Files.writeString(directory.resolve("text.jar"), "no JAR");
        Inspection none = inspect(file);

        assertSameAsLoad(none, Reason.BAD_IMAGE);
        assertThat(none.plugin()).isEmpty();
    }

    @Test
    void dryRun_ofWrongParameters_namesThem() {
        Path file = write("set", PluginJar.annotated().source("""
                package acme;
                import dev.hotplug.api.*;
                @PluginDescriptor(id = "set", version = "1.0.0")
                public final class Settings implements Plugin {
                    @Param(required = true) private int count;
                    @Override public void start(PluginContext context) { }
                }
                """));

        assertThat(host.dryRun().load(file, LoadOptions.defaults().parameter("counter", "1")).refusals())
                .extracting(PluginException::reason)
                .containsExactly(Reason.INVALID_PARAMETER, Reason.INVALID_PARAMETER);
        assertThat(host.dryRun().load(file, LoadOptions.defaults().parameter("count", "1")).isLoadable()).isTrue();
    }

    @Test
    void dryRun_ofABatch_holdsEachFileAgainstThoseBeforeIt() {
        Path text = write("text", TEXT);
        Path greeter = write("greeter", GREETER);

        DryRun inOrder = host.dryRun();
        assertThat(inOrder.load(text, LoadOptions.defaults()).isLoadable()).isTrue();
        assertThat(inOrder.load(greeter, LoadOptions.defaults()).isLoadable()).isTrue();
        assertThat(reasons(inOrder.load(greeter, LoadOptions.defaults()))).containsExactly(Reason.ALREADY_LOADED);

        assertThat(reasons(host.dryRun().load(greeter, LoadOptions.defaults())))
                .containsExactly(Reason.DEPENDENCY_MISSING);

        DryRun broken = host.dryRun();
        assertThat(broken.load(write("other", OTHER_TEXT), LoadOptions.defaults()).isLoadable()).isTrue();
        assertThat(reasons(broken.load(greeter, LoadOptions.defaults()))).containsExactly(Reason.UNRESOLVED_SYMBOL);
    }

    @Test
    void dryRun_afterARefusedFile_doesNotCountOnIt() {
        DryRun run = host.dryRun();
        run.load(write("text", TEXT.requires("nobody")), LoadOptions.defaults());

        assertThat(run.load(write("greeter", GREETER), LoadOptions.defaults()).refusals()).singleElement()
                .asString().contains("requires text@[1.2,2), which would be refused itself");
    }

    @Test
    void dryRun_ofCircles_namesThoseThatNobodyCanBreakByLoadingOneFirst() {
        Path hen = write("hen", PluginJar.plugin("hen", "1.0.0").requires("egg"));
        Path egg = write("egg", PluginJar.plugin("egg", "1.0.0").requires("hen"));
        Path left = write("left", PluginJar.plugin("left", "1.0.0").requires("right?"));
        Path right = write("right", PluginJar.plugin("right", "1.0.0").requires("left"));
        List<Path> all = List.of(hen, left, egg, right);

        assertThat(host.dryRun().circles(all)).containsOnlyKeys(hen, egg).allSatisfy((file, refusal) ->
                assertThat(refusal).hasMessageContaining("hen -> egg -> hen"));
        assertThat(host.withRequired(List.of(left), all)).containsExactly(left);
        assertThat(host.withRequired(List.of(left, egg), all)).startsWith(egg, hen);
    }

    @Test
    void dryRun_ofTwoThatDeclareOneSymbol_refusesTheSecond() {
        DryRun run = host.dryRun();
        assertThat(run.load(write("one", exporting("one")), LoadOptions.defaults()).isLoadable()).isTrue();
        assertThat(run.load(write("two", exporting("two")), LoadOptions.defaults()).refusals()).singleElement()
                .asString().contains("which one would export already");
    }

    @Test
    void dryRun_withAPolicy_refusesByIt() {
        Path lax = write("lax", PluginJar.plugin("lax", "1.0.0").library("user.jar", PluginJar.withoutDescriptor()
                .compiledAgainst(TEXT)
                .source("package lib; public class User { Object text = new acme.text.Text(); }")));

        Inspection byDefault = inspect(lax);
        assertThat(byDefault.isLoadable()).isTrue();
        assertThat(byDefault.findings().orElseThrow()).extracting(LinkDefect::severity)
                .containsOnly(Severity.MAY_BREAK);
        assertThat(reasons(host.dryRun().load(lax, LoadOptions.defaults().linkPolicy(LinkPolicy.STRICT))))
                .containsExactly(Reason.UNRESOLVED_SYMBOL);
    }

    @Test
    void linkDefect_knowsEverySeverityAndKindOfTheLinker() {
        assertThat(names(LinkDefect.Kind.values())).containsExactlyElementsOf(names(LinkFinding.Kind.values()));
        assertThat(names(Severity.values())).containsExactlyElementsOf(names(LinkFinding.Severity.values()));
    }

    /** Inspects, and makes sure that this left no trace. */
    private Inspection inspect(Path file) {
        before = host.lifecycle().audit();
        Inspection inspection = host.inspect(file);
        assertThat(host.lifecycle().audit()).isEqualTo(before);
        assertThat(host.plugins()).allMatch(row -> row.references() == row.usedBy().size());
        return inspection;
    }

    private void assertSameAsLoad(Inspection inspection, Reason reason) {
        assertThat(inspection.isLoadable()).isFalse();
        PluginException said = inspection.refusals().get(0);
        PluginException refused = catchThrowableOfType(PluginException.class,
                () -> host.load(inspection.file()));
        assertThat(said.reason()).isEqualTo(refused.reason()).isEqualTo(reason);
        assertThat(said).hasMessage(refused.getMessage());
        assertThat(said.pluginId()).isEqualTo(refused.pluginId());
    }

    private static List<Reason> reasons(Inspection inspection) {
        return inspection.refusals().stream().map(PluginException::reason).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static PluginJar exporting(String id) {
        return PluginJar.plugin(id, "1.0.0").source("""
                package acme;
                @dev.hotplug.api.Export(name = "same")
                public final class Declared implements Runnable {
                    @Override public void run() { }
                }
                """);
    }

    private Path write(String name, PluginJar plugin) {
        return plugin.write(directory.resolve(name + ".jar"));
    }
}
