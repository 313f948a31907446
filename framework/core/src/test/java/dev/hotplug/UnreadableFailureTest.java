package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What foreign code throws may itself throw when it is asked what it says. */
class UnreadableFailureTest {

    private static final PluginJar FAILING = PluginJar.plugin("rude", "1.0.0").entry("acme.Rude").source("""
            package acme;
            import dev.hotplug.api.*;
            public final class Rude implements Plugin {
                public static final class Unreadable extends RuntimeException {
                    @Override public String getMessage() { throw new Unreadable(); }
                }
                @Override public void start(PluginContext context) { throw new Unreadable(); }
            }
            """);
    private static final PluginJar SOUND = PluginJar.plugin("rude", "1.0.1").entry("acme.Polite").source("""
            package acme;
            import dev.hotplug.api.*;
            public final class Polite implements Plugin {
                @Override public void start(PluginContext context) { context.export(String.class, "hi"); }
            }
            """);

    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Unreadable();
        }
    }

    /** Fails whenever it is told something. */
    private static final class Failing implements PluginListener {

        private final List<String> told = new ArrayList<>();

        @Override
        public void live(PluginInfo plugin) {
            told.add("live");
            throw new Unreadable();
        }

        @Override
        public void going(PluginInfo plugin) {
            told.add("going");
            throw new Unreadable();
        }
    }

    @TempDir
    private Path directory;
    private final Failing listener = new Failing();
    private PluginHost host;

    @BeforeEach
    void open() {
        host = PluginHost.builder().workDirectory(directory).listener(listener).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void load_whoseStartFailsUnreadably_isUndoneAndNamesTheType() {
        Path failing = FAILING.write(directory.resolve("failing.jar"));
        assertThatThrownBy(() -> host.load(failing)).isInstanceOf(PluginException.class)
                .hasMessageContaining("acme.Rude$Unreadable")
                .extracting(thrown -> ((PluginException) thrown).reason()).isEqualTo(Reason.START_FAILED);
        assertThat(host.loadAll(List.of(failing)).get(0).failure().orElseThrow())
                .hasMessageContaining("acme.Rude$Unreadable");

        host.load(SOUND.write(directory.resolve("sound.jar")));
        try (SymbolRef<String> text = host.acquire(String.class)) {
            assertThat(text.get()).isEqualTo("hi");
        }
    }

    @Test
    void listener_thatFailsUnreadably_stopsNeitherLoadsNorWhatIsToldNext() {
        Path sound = SOUND.write(directory.resolve("sound.jar"));
        host.load(sound);
        host.unload("rude");
        assertThat(host.loadAll(List.of(sound)).get(0).plugin()).isPresent();
        host.unload("rude");
        assertThat(listener.told).containsExactly("live", "going", "live", "going");
    }
}
