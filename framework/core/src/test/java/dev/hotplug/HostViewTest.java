package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin may do in its host harms nobody else, even if it does it wrongly. */
class HostViewTest {

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

    private Path starting(String code) {
        return PluginJar.plugin("careless", "1.0.0").entry("acme.Careless").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Careless implements Plugin {
                    @Override public void start(PluginContext context) { %s; }
                }
                """.formatted(code)).write(directory.resolve("careless.jar"));
    }

    private void assertNamed(String code, String parameter) {
        assertThatThrownBy(() -> host.load(starting(code))).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.START_FAILED))
                .cause().isInstanceOf(NullPointerException.class).hasMessage(parameter);
    }

    /** Taken, it would refuse every load that comes after. */
    @Test
    void listen_withoutAListener_isRefused_andOthersLoad() {
        assertNamed("context.host().listen(null)", "listener");

        assertThat(host.load(PluginJar.plugin("other", "1.0.0").write(directory.resolve("other.jar"))).id())
                .isEqualTo("other");
    }

    @Test
    void whatIsMissing_isNamed() {
        assertNamed("context.host().load(null, java.util.Map.of())", "jar");
        assertNamed("context.host().load(java.nio.file.Path.of(\"x.jar\"), null)", "parameters");
        assertNamed("context.host().unload(null)", "id");
        assertNamed("context.host().plugin(null)", "id");
    }

    @Test
    void listen_inStop_isRefusedUnderItsOwnName() {
        host.load(PluginJar.plugin("late", "1.0.0").entry("acme.Late").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Late implements Plugin {
                    private PluginContext context;
                    @Override public void start(PluginContext context) { this.context = context; }
                    @Override public void stop() { context.host().listen(new PluginListener() { }); }
                }
                """).write(directory.resolve("late.jar")));

        assertThat(host.unload("late").problems()).singleElement().asString()
                .contains("late 1.0.0: listen: it is being unloaded").doesNotContain("manage");
    }
}
