package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostAttachmentTest {

    @TempDir
    private Path directory;
    private final List<String> events = new ArrayList<>();

    @Test
    void attach_several_areOpenedInOrderAndClosedOnceBeforeThePluginsGo() {
        PluginHost host = PluginHost.builder().workDirectory(directory)
                .attach(named("first")).attach(named("second")).build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        assertThat(events).containsExactly("open first, 0 plugins", "open second, 0 plugins");
        events.clear();

        host.close();
        host.close();

        assertThat(events).containsExactly("close second, 1 plugins", "close first, 1 plugins");
    }

    @Test
    void build_attachmentThatCannotBeOpened_failsWithItsMessageAndLeavesNothingOpen() {
        List<PluginHost> built = new ArrayList<>();
        PluginHostBuilder builder = PluginHost.builder().workDirectory(directory).attach(named("first"))
                .attach(host -> {
                    built.add(host);
                    throw new IOException("no room");
                });

        assertThatThrownBy(builder::build).isInstanceOf(UncheckedIOException.class).hasMessage("no room");

        assertThat(events).containsExactly("open first, 0 plugins", "close first, 0 plugins");
        assertThat(built).singleElement().satisfies(host -> assertThat(host.plugins()).isEmpty());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void build_attachmentThatGivesNothingToClose_saysWhichAndLeavesNothingOpen() {
        HostAttachment empty = host -> null;
        PluginHostBuilder builder = PluginHost.builder().workDirectory(directory).attach(named("first")).attach(empty);

        assertThatThrownBy(builder::build).isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll(empty.getClass().getName(), "null", "expected");

        assertThat(events).containsExactly("open first, 0 plugins", "close first, 0 plugins");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shutdown_attachmentThatCannotBeClosed_saysSoAndGoesOn() {
        PluginHost host = PluginHost.builder().workDirectory(directory).attach(named("first"))
                .attach(any -> () -> {
                    throw new IOException("stuck");
                }).build();

        assertThat(host.shutdown(Duration.ofSeconds(5))).singleElement().asString().contains("not closed", "stuck");
        assertThat(events).endsWith("close first, 0 plugins");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shutdown_attachmentThatFailsWithAnError_saysSoAndUnloadsThePlugins() {
        PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).attach(named("first"))
                .attach(any -> () -> {
                    throw new NoClassDefFoundError("acme/Closing");
                }).build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));

        assertThat(host.shutdown(Duration.ofSeconds(5))).singleElement().asString()
                .contains("not closed", "acme/Closing");
        assertThat(events).endsWith("close first, 1 plugins");
        assertThat(host.plugins()).isEmpty();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void shutdown_attachmentThatLasts_leavesBeforeThePluginsGoAndIsClosedAfterThem() {
        PluginHost host = PluginHost.builder().workDirectory(directory).attach(named("plain")).attach(lasting())
                .build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        events.clear();

        assertThat(host.shutdown(Duration.ofSeconds(5))).singleElement().asString().contains("not closed", "stuck");
        host.close();

        assertThat(events).containsExactly("leave, 1 plugins", "close plain, 1 plugins", "close, 0 plugins");
    }

    private HostAttachment lasting() {
        return host -> new HostAttachment.Lasting() {
            @Override
            public void leave() {
                events.add("leave, " + host.plugins().size() + " plugins");
            }

            @Override
            public void close() throws IOException {
                events.add("close, " + host.plugins().size() + " plugins");
                throw new IOException("stuck");
            }
        };
    }

    private HostAttachment named(String name) {
        return host -> {
            events.add("open " + name + ", " + host.plugins().size() + " plugins");
            return () -> events.add("close " + name + ", " + host.plugins().size() + " plugins");
        };
    }
}
