package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin declares with {@code @Param}, and what an operator gives. */
class ParametersTest {

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void open() {
        host = PluginHost.builder().workDirectory(directory.resolve("work")).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** Or it would be live, and its operator would learn that nothing can set it when they have to. */
    @Test
    void aParameterThatNoTextCanSet_refusesThePlugin_givenOrNot() {
        Path jar = write(PluginJar.plugin("words", "1.0.0").entry("acme.Words").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Words implements Plugin {
                    @Param java.util.List<String> words = java.util.List.of();
                    @Override public void start(PluginContext context) { }
                }
                """));

        assertRefused(jar, LoadOptions.defaults());
        assertRefused(jar, LoadOptions.defaults().parameter("words", "a,b"));
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void aParameterThatThereIsNot_isSaidToBeNone() {
        Path jar = write(PluginJar.plugin("plain", "1.0.0"));
        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> host.load(jar, LoadOptions.defaults().parameter("nope", "3")));

        assertThat(refusal).hasMessage("plain 1.0.0: no parameter nope; expected no parameters")
                .hasToString("dev.hotplug.api.PluginException: INVALID_PARAMETER: " + refusal.getMessage());
        assertThat(refusal.detail(PluginException.Parameter.class)).map(PluginException.Parameter::name)
                .contains("nope");
        assertThat(host.dryRun().load(jar, LoadOptions.defaults().parameter("nope", "3")).refusals()).singleElement()
                .satisfies(said -> assertThat(said).hasMessage(refusal.getMessage()));
    }

    @Test
    void parametersOfEveryKind_areSet() {
        Path jar = write(PluginJar.plugin("kinds", "1.0.0").entry("acme.Kinds").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Kinds implements Plugin {
                    public enum Size { SMALL, LARGE { } }
                    @Param Size size = Size.SMALL;
                    @Param char mark;
                    @Param Long most;
                    @Param java.time.Duration pause;
                    @Param java.nio.file.Path file;
                    @Override public void start(PluginContext context) { }
                }
                """));

        host.load(jar, LoadOptions.defaults().parameter("size", "large").parameter("mark", "x")
                .parameter("most", "7").parameter("pause", "2s").parameter("file", "a/b"));

        assertThat(host.parameters("kinds").values()).containsEntry("size", "LARGE").containsEntry("mark", "x")
                .containsEntry("most", "7").containsEntry("pause", "PT2S")
                .containsEntry("file", Path.of("a/b").toString());
    }

    private void assertRefused(Path jar, LoadOptions options) {
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(jar, options));
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_DESCRIPTOR);
        assertThat(refusal).hasMessageContainingAll("words 1.0.0", "acme.Words.words", "is a java.util.List",
                "expected text, a number");
    }

    private Path write(PluginJar jar) {
        return jar.write(directory.resolve("plugin.jar"));
    }
}
