package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses whom and why, and what would have to be loaded with a plugin. */
class UsesTest {

    private static final PluginJar TEXT = PluginJar.annotated().source("""
            package com.acme.text;

            import dev.hotplug.api.*;

            @PluginDescriptor(id = "text", version = "1.2.0")
            public final class TextPlugin implements Plugin {
                @Override
                public void start(PluginContext context) {
                    context.export(Text.class, text -> text);
                }
            }
            """).source("""
            package com.acme.text;

            public interface Text {
                String trim(String text);
            }
            """).source("@dev.hotplug.api.ExportPackage package com.acme.text;");

    private static final PluginJar GREETER = PluginJar.annotated().compiledAgainst(TEXT).source("""
            package com.acme.greeter;

            import dev.hotplug.api.*;

            @PluginDescriptor(id = "greeter", version = "1.4.0", requires = "text@[1.2,2)")
            public final class GreeterPlugin implements Plugin {
                @Param
                private String word = "Hello";

                @Param
                public void setSize(int size) {
                }

                @Override
                public void start(PluginContext context) {
                    context.require(com.acme.text.Text.class);
                }
            }
            """);

    @TempDir
    private Path folder;

    private final PluginHost host = PluginHost.builder().build();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void uses_ofAPluginThatLinksAndAsks_saysWhy() {
        host.load(TEXT.write(folder.resolve("text.jar")));
        host.load(GREETER.write(folder.resolve("greeter.jar")));

        assertThat(host.uses()).containsExactly(new UseEdge("greeter", 2, "text", 1, "text@[1.2,2)",
                List.of("com.acme.text"), List.of("com.acme.text.Text \"text\"")));

        host.unload("greeter");
        assertThat(host.uses()).isEmpty();
    }

    @Test
    void parameterDefaults_ofFields_areWhatTheyHeldBeforeAnythingWasSet() {
        host.load(TEXT.write(folder.resolve("text.jar")));
        host.load(GREETER.write(folder.resolve("greeter.jar")), LoadOptions.defaults().parameter("word", "Hi"));

        assertThat(host.parameters("greeter")).containsOnlyKeys("word").containsEntry("word", "Hi");
        assertThat(host.parameterDefaults("greeter")).containsOnlyKeys("word").containsEntry("word", "Hello");
    }

    @Test
    void withRequired_takesTheNewestThatFitsAndLeavesOutWhatIsLoaded() throws Exception {
        Path app = plugin("app", "1.0.0", "middle", "base");
        Path middle = plugin("middle", "1.0.0", "base@[1,2)", "extra?");
        Path old = plugin("base", "1.0.0");
        Path fitting = plugin("base", "1.5.0");
        Path tooNew = plugin("base", "2.0.0");
        Path extra = plugin("extra", "1.0.0");
        Path bad = Files.writeString(folder.resolve("bad.jar"), "no ZIP");
        List<Path> available = List.of(bad, tooNew, old, fitting, middle, extra);

        assertThat(host.withRequired(List.of(middle), available)).containsExactly(fitting, middle);
        assertThat(host.withRequired(List.of(app), List.of(bad, old, fitting, middle))).containsExactly(fitting, middle,
                app);
        assertThat(host.withRequired(List.of(bad, old), available)).containsExactly(bad, old);

        host.load(old);
        assertThat(host.withRequired(List.of(app), available)).containsExactly(middle, app);
    }

    @Test
    void withRequired_ofWhatNobodyHas_leavesThatToTheLoad() {
        Path app = plugin("app", "1.0.0", "nowhere");

        assertThat(host.withRequired(List.of(app), List.of())).containsExactly(app);
    }

    private Path plugin(String id, String version, String... requires) {
        return PluginJar.plugin(id, version).requires(requires).write(folder.resolve(id + "-" + version + ".jar"));
    }
}
