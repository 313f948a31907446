package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Libraries as they come from Maven Central, nested in plugins of one JVM one after the other: each passes the link
 * check, does its work, unloads without a complaint, and its class loader is collected. Then the same again.
 */
@ExtendWith(Scenario.class)
class RealLibrariesIT {

    private static String out;

    @BeforeAll
    static void useThemAll(@TempDir Path folder) throws Exception {
        out = ForkedJvm.main(RealLibraries.class).heap("256m").temporary(folder).limit(Duration.ofMinutes(4)).run()
                .expectExit(0).printed();
    }

    @ParameterizedTest
    @EnumSource
    void aPluginUsesALibraryUnloadsAndIsCollected(RealLibrary library) {
        for (int round = 1; round <= 2; round++) {
            assertThat(out.lines()).contains(library.id() + " " + round + ": " + library.expected() + " | collected");
        }
    }
}
