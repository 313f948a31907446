package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.UpgradeReport.Dependent;
import dev.hotplug.UpgradeReport.Effect;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeReportTest {

    private static final String SHAPE = "package com.acme.text; public interface Shape { }";
    private static final PluginJar OLD = text("1.2.0", "public static String up(String s) { return s; }").source(SHAPE);

    @TempDir
    private Path folder;
    private final PluginHost host = PluginHost.builder().build();

    private static PluginJar text(String version, String members) {
        return PluginJar.plugin("text", version).exportsPackages("com.acme.text")
                .source("package com.acme.text; public class Text { " + members + " }");
    }

    private static PluginJar user(String id, String requirement, String body) {
        return PluginJar.plugin(id, "1.0.0").requires(requirement).compiledAgainst(OLD)
                .source("package com.acme." + id + "; class User { " + body + " }");
    }

    @BeforeEach
    void load() {
        host.load(write(OLD));
        host.load(write(user("narrow", "text@[1.2,2)", "com.acme.text.Shape s;")));
        host.load(write(user("caller", "text", "String s = com.acme.text.Text.up(\"\");")));
        host.load(write(user("shaped", "text", "com.acme.text.Shape s;")));
        host.load(write(user("above", "shaped", "")));
        host.load(write(user("casual", "text?@^1", "")));
        host.load(write(PluginJar.plugin("stranger", "1.0.0")));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Path write(PluginJar jar) {
        return jar.write(folder.resolve(java.util.UUID.randomUUID() + ".jar"));
    }

    private static Dependent untouched(String id) {
        return new Dependent(id, "1.0.0", Effect.UNTOUCHED, List.of());
    }

    @Test
    void plan_ofAnEqualApi_touchesNobody() {
        List<PluginInfo> before = host.plugins();

        UpgradeReport report = host.planUpgrade(write(text("1.3.0",
                "public static String up(String s) { return s + hidden(); } static int hidden() { return 1; }")
                .source(SHAPE)));

        assertThat(report).isEqualTo(new UpgradeReport("text", "1.2.0", "1.3.0", List.of(), List.of(),
                List.of(untouched("narrow"), untouched("caller"), untouched("shaped"), untouched("above"),
                        untouched("casual"))));
        assertThat(report.isSafe()).isTrue();
        assertThat(host.plugins()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void plan_ofAnotherApi_saysWhoUsesWhatDiffers() {
        UpgradeReport report = host.planUpgrade(write(text("1.3.0",
                "public static String up(String s) { return s; } public static int more;").source(SHAPE)));

        assertThat(report.dependents()).contains(untouched("shaped"), new Dependent("caller", "1.0.0", Effect.CHANGED,
                List.of("links, but uses what differs: com.acme.text.Text")));
        assertThat(report.isSafe()).isTrue();
    }

    @Test
    void plan_ofABrokenApi_saysWhomItBreaksAndWhy() {
        UpgradeReport report = host.planUpgrade(write(PluginJar.plugin("text", "2.0.0").exportsPackages("com.acme.text")
                .source(SHAPE)));

        assertThat(report.dependents()).extracting(Dependent::effect).containsExactly(Effect.BREAKS, Effect.BREAKS,
                Effect.UNTOUCHED, Effect.UNTOUCHED, Effect.CHANGED);
        assertThat(report.dependents().get(0).reasons())
                .containsExactly("requires text@[1.2,2), which does not accept 2.0.0");
        assertThat(report.dependents().get(1).reasons()).singleElement().asString()
                .contains("com.acme.text.Text").contains("not found in text 2.0.0");
        assertThat(report.dependents().get(4).reasons())
                .containsExactly("does without it: text?@^1 does not accept 2.0.0");
        assertThat(report.isSafe()).isFalse();
    }

    @Test
    void plan_ofABrokenSuperType_breaksWhoInheritsThroughAnother() {
        PluginJar base = PluginJar.plugin("base", "1.0.0").exportsPackages("com.acme.base")
                .source("package com.acme.base; public class Base { public void inherited() { } }");
        PluginJar middle = PluginJar.plugin("middle", "1.0.0").exportsPackages("com.acme.middle").requires("base")
                .compiledAgainst(base)
                .source("package com.acme.middle; public class Middle extends com.acme.base.Base { }");
        PluginJar top = PluginJar.plugin("top", "1.0.0").requires("middle").compiledAgainst(base, middle)
                .source("package com.acme.top; class Top { void t() { new com.acme.middle.Middle().inherited(); } }");
        host.loadAll(List.of(write(top), write(middle), write(base)));

        UpgradeReport report = host.planUpgrade(write(PluginJar.plugin("base", "1.1.0")
                .exportsPackages("com.acme.base").source("package com.acme.base; public class Base { }")));

        assertThat(report.dependents()).extracting(Dependent::id).containsExactly("middle", "top");
        assertThat(report.dependents().get(0).effect()).isEqualTo(Effect.CHANGED);
        assertThat(report.dependents().get(1).effect()).isEqualTo(Effect.BREAKS);
        assertThat(report.dependents().get(1).reasons()).singleElement().asString()
                .contains("com.acme.middle.Middle.inherited()");
    }

    @Test
    void plan_ofAVersionThatWouldNotLoad_saysSo() {
        UpgradeReport report = host.planUpgrade(write(OLD.manifest("Plugin-Version", "1.1.0")
                .requires("missing", "caller", "stranger@^2")));

        assertThat(report.notes()).containsExactly("1.1.0 is older than 1.2.0, which is loaded");
        assertThat(report.problems()).containsExactly("requires missing, which is not loaded",
                "requires caller, which uses text itself: a circle",
                "requires stranger@^2, but stranger 1.0.0 is loaded");
        assertThat(report.isSafe()).isFalse();
    }

    @Test
    void plan_ofTheSameFile_isNoted() {
        assertThat(host.planUpgrade(write(OLD)).notes()).containsExactly("it is the file that is loaded");
        assertThat(host.planUpgrade(write(OLD.variant(1))).notes())
                .containsExactly("it has the version that is loaded, but is another file");
    }

    @Test
    void plan_ofWhatIsNotLoaded_isRefused() {
        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> host.planUpgrade(write(PluginJar.plugin("txt", "2.0.0"))));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal).hasMessage("txt 2.0.0: would replace nothing, so nobody would notice: no plugin txt is"
                + " loaded; load it as a new one");
    }
}
