package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a plugin that another one uses whose own load waits for a third. */
@Timeout(60)
class UnsettledPluginTest {

    @TempDir
    private Path directory;
    private PluginHost host;
    private FutureTask<PluginHandle> slow;
    private FutureTask<PluginHandle> user;

    @BeforeEach
    void loadOneThatWaitsForASlowOne() throws Exception {
        Probe.reset();
        Probe.of("slow").on("start", context -> {
            Probe.of("slow").open("inside");
            Probe.of("slow").pass("release");
        });
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(directory.resolve("work")).build();
        host.load(jar("base"));
        slow = loading(jar("slow"));
        Probe.of("slow").pass("inside");
        user = loading(jar("user", "base", "slow"));
        while (host.lifecycle().audit().waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        Probe.of("slow").open("release");
        host.close();
        Probe.reset();
    }

    private Path jar(String id, String... requires) {
        return PluginJar.plugin(id, "1.0.0").behaviour(Scripted.class).requires(requires)
                .write(directory.resolve(id + ".jar"));
    }

    private FutureTask<PluginHandle> loading(Path jar) {
        FutureTask<PluginHandle> load = new FutureTask<>(() -> host.load(jar));
        new Thread(load).start();
        return load;
    }

    @Test
    void unload_whatOneThatIsJustBeingLoadedUses_saysSo_andGoesWithItThen() throws Exception {
        String why = "required by user 1.0.0 #3, which is just being loaded; wait for that, and if it is live then,"
                + " unload it";

        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.unload("base"));
        assertThat(refusal).hasMessage("base 1.0.0: cannot unload: " + why);
        assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
        assertThat(refusal.detail(PluginException.Dependents.class))
                .contains(new PluginException.Dependents(List.of("user")));
        assertThat(host.diagnose("base")).contains("cannot be unloaded now: " + why);

        Probe.of("slow").open("release");
        slow.get();
        user.get();
        assertThat(catchThrowableOfType(PluginException.class, () -> host.unload("base")))
                .hasMessage("base 1.0.0: cannot unload: required by user; unload that one first");
        host.unload("user");
        host.unload("base");
    }
}
