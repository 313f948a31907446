package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for a guarded service at each call gets no new one each time. */
class SharedServiceTest {

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void open() {
        Probe.reset();
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory).build();
    }

    @AfterEach
    void close() {
        host.close();
        Probe.reset();
    }

    private void load(String id) {
        host.load(PluginJar.plugin(id, "1.0.0").behaviour(Echoing.class).write(directory.resolve(id + ".jar")));
    }

    @Test
    void service_askedForAgain_isTheSame() {
        load("first");

        assertThat(host.service(Echo.class)).isSameAs(host.service(Echo.class));
        assertThat(host.service(Echo.class, "first")).isSameAs(host.service(Echo.class, "first"))
                .isSameAs(host.services(Echo.class).get(0)).isNotEqualTo(host.service(Echo.class));
    }

    @Test
    void service_askedForWhileNobodyProvides_servesWhoeverComes() {
        Echo early = host.service(Echo.class);
        assertThatThrownBy(() -> early.say("x")).isInstanceOf(PluginUnavailableException.class);
        load("first");

        assertThat(early.say("x")).isEqualTo("first:x");
        assertThat(host.service(Echo.class)).isEqualTo(early);
    }

    @Test
    void service_thatNobodyHolds_goesWithItsProvider() {
        load("first");
        host.service(Echo.class).say("x");
        host.service(Echo.class, "first").say("x");
        WeakReference<Echo> preferred = new WeakReference<>(host.service(Echo.class));
        WeakReference<Echo> named = new WeakReference<>(host.service(Echo.class, "first"));

        host.unload("first");

        await().untilAsserted(() -> {
            System.gc();
            assertThat(preferred.refersTo(null)).isTrue();
            assertThat(named.refersTo(null)).isTrue();
        });
    }
}
