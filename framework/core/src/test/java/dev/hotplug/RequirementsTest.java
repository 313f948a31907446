package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins need, can use, and come after; alone and in batches. */
class RequirementsTest {

    private static final PluginJar TEXT = PluginJar.plugin("text", "1.2.0").exportsPackages("com.acme.text")
            .source("package com.acme.text; public final class Text { public static String up(String s) { "
                    + "return s.toUpperCase(); } }");

    /** Says in its symbol's name whether it has the plugin that it can do without. */
    private static final PluginJar GREETER = PluginJar.plugin("greeter", "1.4.0").requires("text?@[1.2,2)")
            .entry("com.acme.GreeterPlugin").compiledAgainst(TEXT)
            .source("""
                    package com.acme;
                    import dev.hotplug.api.*;
                    public class GreeterPlugin implements Plugin {
                        @Override public void start(PluginContext context) {
                            context.export(Runnable.class, context.uses("text") ? Bridge.name() : "plain", () -> { });
                        }
                    }
                    """)
            .source("package com.acme; class Bridge { static String name() { "
                    + "return com.acme.text.Text.up(\"with text\"); } }");

    @TempDir
    private Path folder;
    private final PluginHost host = PluginHost.builder().build();

    @AfterEach
    void close() {
        host.close();
    }

    private Path write(PluginJar jar, String name) {
        return jar.write(folder.resolve(name + ".jar"));
    }

    private Path plugin(String id, String version, String... requires) {
        return write(PluginJar.plugin(id, version).requires(requires), id + "-" + version);
    }

    private Path after(String id, String after) {
        return write(PluginJar.plugin(id, "1.0.0").manifest("Plugin-After", after), id);
    }

    private PluginException refused(Path file) {
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(file));
        assertThat(refusal).as("refused").isNotNull();
        return refusal;
    }

    private Map<String, PluginException> refusals(List<Path> files) {
        return host.loadAll(files).stream().filter(outcome -> outcome.failure().isPresent()).collect(
                Collectors.toMap(outcome -> outcome.file().getFileName().toString(),
                        outcome -> outcome.failure().get()));
    }

    private List<String> loaded() {
        return host.plugins().stream().map(PluginInfo::id).toList();
    }

    @Test
    void optional_thatIsThere_isAUseEdge() {
        host.load(write(TEXT, "text"));
        host.load(write(GREETER, "greeter"));

        assertThat(host.symbols()).extracting(SymbolInfo::name).containsExactly("WITH TEXT");
        assertThat(host.plugin("greeter").orElseThrow().uses()).containsExactly("text");
        assertThat(catchThrowableOfType(PluginException.class, () -> host.unload("text")).reason())
                .isEqualTo(Reason.IN_USE);
    }

    @Test
    void optional_thatIsAbsent_isDoneWithout() {
        host.load(write(GREETER, "greeter"));

        assertThat(host.symbols()).extracting(SymbolInfo::name).containsExactly("plain");
        host.load(write(TEXT, "text"));
        assertThat(host.plugin("greeter").orElseThrow().uses()).isEmpty();
        host.unload("text");
    }

    @Test
    void optional_ofAnotherVersion_isDoneWithout() {
        host.load(plugin("text", "2.0.0"));
        host.load(write(GREETER, "greeter"));

        assertThat(host.symbols()).extracting(SymbolInfo::name).containsExactly("plain");
        host.unload("text");
    }

    @Test
    void optional_thatIsAbsent_excusesNoClassOfAPackageThatIsThere() {
        PluginJar broken = GREETER.file("com/acme/text/Other.class", new byte[0]);

        PluginException refusal = refused(write(broken, "greeter"));

        assertThat(refusal.reason()).isEqualTo(Reason.UNRESOLVED_SYMBOL);
        assertThat(refusal).hasMessageContaining("com.acme.text.Text not found in the JAR");
    }

    @Test
    void batch_withOptions_loadsEachFileByItsOwn() {
        Path first = write(PluginJar.plugin("a", "1.0.0"), "a");
        Path second = write(PluginJar.plugin("b", "1.0.0"), "b");
        Map<Path, LoadOptions> files = new LinkedHashMap<>();
        files.put(first, LoadOptions.defaults().after(List.of("b")));
        files.put(second, LoadOptions.defaults().parameter("word", "Moin"));

        List<LoadOutcome> outcomes = host.loadAll(files);

        assertThat(outcomes).extracting(LoadOutcome::file).containsExactly(first, second);
        assertThat(outcomes.get(0).plugin()).isPresent();
        assertThat(outcomes.get(1).failure()).hasValueSatisfying(refusal ->
                assertThat(refusal.reason()).isEqualTo(Reason.INVALID_PARAMETER));
    }

    @Test
    void batch_withAFileTwice_loadsItOnce_andSaysSoInEachPlace() {
        Path twice = write(PluginJar.plugin("a", "1.0.0"), "a");
        Path once = write(PluginJar.plugin("b", "1.0.0"), "b");

        List<LoadOutcome> outcomes = host.loadAll(List.of(twice, twice, once));

        assertThat(outcomes).extracting(LoadOutcome::file).containsExactly(twice, twice, once);
        assertThat(outcomes).allMatch(outcome -> outcome.plugin().isPresent());
        assertThat(host.plugins()).hasSize(2);
    }

    @Test
    void optional_inABatch_isLoadedFirst() {
        host.loadAll(List.of(write(GREETER, "greeter"), write(TEXT, "text")));

        assertThat(loaded()).containsExactly("text", "greeter");
        assertThat(host.symbols()).extracting(SymbolInfo::name).containsExactly("WITH TEXT");
    }

    @Test
    void circle_inABatch_isNamedInFull() {
        Map<String, PluginException> refusals = refusals(List.of(plugin("a", "1.0.0", "b"), plugin("b", "1.0.0", "c?"),
                plugin("c", "1.0.0", "a"), plugin("d", "1.0.0")));

        assertThat(refusals.keySet()).containsExactlyInAnyOrder("a-1.0.0.jar", "b-1.0.0.jar", "c-1.0.0.jar");
        assertThat(refusals.values()).allSatisfy(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.DEPENDENCY_CYCLE);
            assertThat(refusal).hasMessageContaining("a -> b -> c -> a");
        });
        assertThat(host.diagnose("b")).singleElement().asString().contains("DEPENDENCY_CYCLE: b 1.0.0")
                .contains("a -> b -> c -> a");
        assertThat(loaded()).containsExactly("d");
    }

    @Test
    void circle_ofLoadsUnderWay_isNamedInFull() {
        Path user = plugin("b", "1.0.0", "a?");
        Path loader = write(PluginJar.plugin("a", "1.0.0").entry("com.acme.Loader").source("""
                package com.acme;
                import dev.hotplug.api.*;
                public class Loader implements Plugin {
                    @Override public void start(PluginContext context) {
                        context.host().load(java.nio.file.Path.of(file), java.util.Map.of());
                    }
                    @Param private String file;
                }
                """), "a");

        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> host.load(loader, LoadOptions.defaults().parameter("file", user.toString())));

        assertThat(refusal.reason()).isEqualTo(Reason.START_FAILED);
        assertThat(refusal.getCause()).isInstanceOfSatisfying(PluginException.class, cause -> {
            assertThat(cause.reason()).isEqualTo(Reason.DEPENDENCY_CYCLE);
            assertThat(cause).hasMessageContaining("a -> b -> a");
        });
        assertThat(loaded()).isEmpty();
    }

    @Test
    void conflict_ofOneLoad_saysWhatTheOthersWant() {
        host.load(plugin("text", "2.0.0"));
        assertThat(refused(plugin("greeter", "1.4.0", "text@[1.2,2)"))).hasMessage("greeter 1.4.0: cannot load: "
                + "requires text@[1.2,2), but text 2.0.0 is loaded; load a version that fits");
        host.load(plugin("clock", "1.0.0", "text@^2"));

        PluginException refusal = refused(plugin("greeter", "1.4.0", "text@[1.2,2)"));

        assertThat(refusal.reason()).isEqualTo(Reason.VERSION_MISMATCH);
        assertThat(refusal).hasMessage("greeter 1.4.0: cannot load: text 2.0.0 is loaded, but greeter 1.4.0 requires "
                + "text@[1.2,2), clock 1.0.0 requires text@^2, which fits; load a version that all of them accept");
    }

    @Test
    void conflict_withAPreReleaseThatTheRangeDoesNotName_saysWhatWouldTakeIt() {
        host.load(plugin("text", "2.0.0-rc.1"));
        host.load(plugin("clock", "1.0.0", "text@[2.0.0-rc.1,3)"));
        String note = " (a pre-release is taken only if the range names one of the same three numbers, as >=2.0.0-rc.1)";

        assertThat(refused(plugin("greeter", "1.4.0", "text@*"))).hasMessage("greeter 1.4.0: cannot load: "
                + "text 2.0.0-rc.1 is loaded, but greeter 1.4.0 requires text@*" + note + ", clock 1.0.0 requires "
                + "text@[2.0.0-rc.1,3), which fits; load a version that all of them accept");
        host.unload("clock");
        assertThat(refused(plugin("greeter", "1.4.0", "text@[1,3)"))).hasMessage("greeter 1.4.0: cannot load: "
                + "requires text@[1,3), but text 2.0.0-rc.1 is loaded; load a version that fits" + note);
    }

    @Test
    void conflict_inABatch_saysWhoWantsWhat() {
        host.load(plugin("text", "2.0.0"));
        host.load(plugin("live", "1.0.0", "text@>=2"));

        Map<String, PluginException> refusals = refusals(List.of(plugin("greeter", "1.4.0", "text@[1.2,2)"),
                plugin("clock", "1.0.0", "text@^1.5"), plugin("other", "1.0.0", "text?@^1")));

        assertThat(refusals.keySet()).containsExactlyInAnyOrder("greeter-1.4.0.jar", "clock-1.0.0.jar");
        assertThat(refusals.get("clock-1.0.0.jar")).hasMessageContainingAll("text 2.0.0 is loaded, but",
                "clock 1.0.0 requires text@^1.5", "greeter 1.4.0 requires text@[1.2,2)", "other 1.0.0 can use text?@^1",
                "live 1.0.0 requires text@>=2, which fits");
    }

    @Test
    void softOrder_isThatOfABatch_andTheReverseOfTheEnd() {
        List<String> gone = new ArrayList<>();
        host.listen(new PluginListener() {
            @Override
            public void going(PluginInfo plugin) {
                gone.add(plugin.id());
            }
        });
        Path broken = plugin("c", "1.0.0", "missing");
        Map<String, PluginException> refusals = refusals(
                List.of(after("a", "b"), after("b", "c"), broken, plugin("d", "1.0.0")));

        assertThat(refusals.keySet()).containsExactly("c-1.0.0.jar");
        assertThat(loaded().indexOf("b")).isLessThan(loaded().indexOf("a"));
        assertThat(host.plugin("a").orElseThrow().uses()).isEmpty();
        host.load(after("early", "late"));
        host.load(after("late", "nobody"));

        host.close();
        assertThat(gone.indexOf("a")).isLessThan(gone.indexOf("b"));
        assertThat(gone.indexOf("early")).isLessThan(gone.indexOf("late"));
    }

    @Test
    void softOrder_inACircle_loadsAll() {
        assertThat(refusals(List.of(after("a", "b"), after("b", "a")))).isEmpty();

        assertThat(loaded()).containsExactly("b", "a");
        host.close();
    }
}
