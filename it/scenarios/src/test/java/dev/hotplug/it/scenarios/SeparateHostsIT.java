package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that share a JVM share nothing else, and a host goes with the class loader that it came with. */
@ExtendWith(Scenario.class)
class SeparateHostsIT {

    @TempDir
    private Path folder;

    @Test
    void twoHostsLoadTheSamePluginIndependently() {
        Path jar = PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(folder.resolve("echo.jar"));
        PluginHost one = Scenario.host(folder.resolve("one")).build();
        try (PluginHost two = Scenario.host(folder.resolve("two")).build()) {
            one.load(jar);
            two.load(jar);
            Echo fromOne = one.service(Echo.class);
            Echo fromTwo = two.service(Echo.class);

            assertThat(Probe.of("echo").watched()).hasSize(2).doesNotHaveDuplicates();
            one.unload("echo");

            assertThatThrownBy(() -> fromOne.say("x")).isInstanceOf(PluginUnavailableException.class);
            assertThat(fromTwo.say("x")).isEqualTo("echo:x");
            one.close();
            assertThat(two.plugins()).hasSize(1);
            assertThat(fromTwo.say("x")).isEqualTo("echo:x");
        }
    }

    @Test
    void twoHostsWithoutAnySettingDoNotMeet() {
        Path jar = PluginJar.plugin("idle", "1.0.0").write(folder.resolve("idle.jar"));
        PluginHost one = PluginHost.builder().build();
        try (PluginHost two = PluginHost.builder().build()) {
            one.load(jar);
            two.load(jar);
            one.close();

            assertThat(two.plugins()).hasSize(1);
            assertThat(two.unload("idle").complete()).isTrue();
        }
    }

    @Test
    void aHostInsideAnApplicationsOwnClassLoaderWorksAndGoesWithIt() throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(EmbeddedHost.class).heap("64m").temporary(folder).run();

        assertThat(result.expectExit(0).out()).contains("echo:embedded").contains("the application is collected");
    }
}
