package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** After an unload nothing of the plugin is left, the first time and the two thousandth. */
@ExtendWith(Scenario.class)
class NothingStaysIT {

    @TempDir
    private Path folder;

    @Test
    void classLoaderThreadsAndFilesAreGoneAfterUnload() throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(UnloadedPlugin.class).heap("48m").temporary(folder).run();

        assertThat(result.expectExit(0).out()).contains("nothing is left");
    }

    @Test
    void twoThousandCyclesCostNoMoreThanThoseOfAPlainClassLoader() throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(Cycles.class).heap("64m").temporary(folder)
                .limit(Duration.ofMinutes(4)).run();

        assertThat(result.expectExit(0).out()).contains("2000 cycles");
        System.out.println(result.out());
    }
}
