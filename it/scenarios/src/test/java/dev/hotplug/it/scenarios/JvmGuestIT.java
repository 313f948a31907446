package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's own threads and registries do not keep a plugin that was the first to use them. */
@ExtendWith(Scenario.class)
class JvmGuestIT {

    @TempDir
    private Path folder;

    @Test
    void whatAPluginMadeTheJvmStartOrRegisterDoesNotKeepIt() throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(Guest.class).heap("64m").temporary(folder).run();

        assertThat(result.expectExit(0).out()).contains("guest 1 is collected", "guest 2 is collected");
    }
}
