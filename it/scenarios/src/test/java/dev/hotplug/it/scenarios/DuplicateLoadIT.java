package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 64 threads load one id at the same moment, 200 rounds: one of them loads it, the others find it loaded, and
 * never is there more of anything than for one plugin. Each kind in a JVM of its own, which counts.
 */
@ExtendWith(Scenario.class)
class DuplicateLoadIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void oneLoadsItAndTheOthersFindItLoaded(DuplicateLoads.Kind kind) throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(DuplicateLoads.class).arguments(kind.name()).temporary(folder)
                // A collection in the middle of a round lets class loaders vanish uncounted: room for a round, and
                // no more of it for each of many threads than it needs.
                .heap("320m").flags("-Xmn256m", "-XX:-ResizeTLAB", "-XX:TLABSize=32k")
                .limit(Duration.ofMinutes(4)).run();

        assertThat(result.expectExit(0).out()).contains("64 threads, 200 rounds");
    }
}
