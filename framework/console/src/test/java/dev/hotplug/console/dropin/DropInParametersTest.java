package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.LoadOptions;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator has set stays set, whatever the directory replaces. */
class DropInParametersTest extends OverADirectory {

    private static final String ENTRY = """
            package acme;
            import dev.hotplug.api.*;
            public final class %1$s implements Plugin {
                @Param(writable = true) private volatile %2$s word = %3$s;
                @Param private volatile int times = 1;
                @Override public void start(PluginContext context) { }
            }
            """;

    @BeforeEach
    void watchThree() throws Exception {
        watching.putOld("text.jar", PluginJar.plugin("text", "1.0.0"));
        watching.putOld("greeter.jar", greeter("1.0.0").requires("text"));
        watching.putOld("page.jar", page("1.0.0", "String", "\"\"").requires("greeter"));
        assertThat(watching.start()).isTrue();
    }

    @Test
    void whatIsUsedIsReplaced_keepsThem() throws Exception {
        set("page", "Moin");

        watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));

        watching.awaitRunning(Map.of("text", "1.1.0", "greeter", "1.0.0", "page", "1.0.0"));
        assertThat(word("page")).isEqualTo("Moin");
    }

    @Test
    void severalThatUseEachOtherAreReplaced_keepsThoseOfAll() throws Exception {
        set("page", "Moin");
        set("greeter", "Hi");
        watching.host().unload("page");
        watching.host().load(watching.file("page.jar"), LoadOptions.defaults().parameter("word", "Tach")
                .parameter("times", "3"));
        watching.awaitNextLook();

        watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
        watching.put("greeter.jar", greeter("1.1.0").requires("text@[1,2)"));

        watching.awaitRunning(Map.of("text", "1.1.0", "greeter", "1.1.0", "page", "1.0.0"));
        assertThat(word("greeter")).isEqualTo("Hi");
        assertThat(watching.host().parameters("page").values()).containsEntry("word", "Tach")
                .containsEntry("times", "3");
    }

    @Test
    void oneThatFailsToComeBack_hasThemWhenItComesBackLater() throws Exception {
        set("page", "Moin");
        watching.put("page.jar", page("1.1.0", "String", "\"\"").requires("greeter@[1,2)"));
        watching.awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0", "page", "1.1.0"));
        assertThat(word("page")).isEqualTo("Moin");

        watching.put("greeter.jar", greeter("2.0.0").requires("text"));
        watching.awaitTold("VERSION_MISMATCH: page 1.1.0");
        watching.put("greeter.jar", greeter("1.2.0").requires("text"));

        watching.awaitRunning(Map.of("text", "1.0.0", "greeter", "1.2.0", "page", "1.1.0"));
        assertThat(word("page")).isEqualTo("Moin");
    }

    @Test
    void newVersionThatDoesNotTakeOne_comesUpWithoutItAndThatIsTold() throws Exception {
        set("page", "Moin");

        watching.put("greeter.jar", greeter("1.1.0").requires("text"));
        watching.put("page.jar", page("1.1.0", "int", "7").requires("greeter"));

        watching.awaitRunning(Map.of("text", "1.0.0", "greeter", "1.1.0", "page", "1.1.0"));
        assertThat(word("page")).isEqualTo("7");
        assertThat(watching.awaitTold("gave up")).startsWith("gave up parameter word that page had: INVALID_PARAMETER");
    }

    @Test
    void newVersionAloneThatDoesNotTakeOne_isRefusedWithWhatToType() throws Exception {
        set("page", "Moin");

        watching.put("page.jar", page("1.1.0", "int", "7").requires("greeter"));

        assertThat(watching.awaitTold("INVALID_PARAMETER: page 1.1.0")).contains("(1.0.0 is back")
                .endsWith("plugin unload page, then plugin load " + watching.file("page.jar") + ")");
        assertThat(word("page")).isEqualTo("Moin");
    }

    @Test
    void fileThatGoesAndComesBack_beginsAnew() throws Exception {
        set("page", "Moin");
        Files.delete(watching.file("page.jar"));
        watching.awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0"));

        watching.put("page.jar", page("1.0.0", "String", "\"\"").requires("greeter"));

        watching.awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0", "page", "1.0.0"));
        assertThat(word("page")).isEmpty();
    }

    private void set(String id, String word) {
        watching.host().parameters(id).set("word", word);
    }

    private String word(String id) {
        return watching.host().parameters(id).values().get("word");
    }

    private static PluginJar greeter(String version) {
        return PluginJar.plugin("greeter", version).entry("acme.Greeter")
                .source(ENTRY.formatted("Greeter", "String", "\"Hello\""));
    }

    private static PluginJar page(String version, String type, String value) {
        return PluginJar.plugin("page", version).entry("acme.Page").source(ENTRY.formatted("Page", type, value));
    }
}
