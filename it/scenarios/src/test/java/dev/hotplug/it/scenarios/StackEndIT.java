package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a plugin or a host does at the end of its stack, nothing that it began there stays. */
@ExtendWith(Scenario.class)
class StackEndIT {

    @TempDir
    private Path folder;

    /** Until the reservation of stack is compiled, and reserves fewer bytes than before. */
    private static final String WARM = "20000";

    /** Frames are larger where code is interpreted. */
    @ParameterizedTest
    @CsvSource({"-Xint, load", "-XX:TieredStopAtLevel=1, load", "-XX:TieredStopAtLevel=4, load",
            "-Xint, unload", "-XX:TieredStopAtLevel=1, unload", "-XX:TieredStopAtLevel=4, unload"})
    void nothingStays(String compiler, String what) throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(StackEnds.class).heap("128m").flags(compiler)
                .arguments(what, compiler.equals("-Xint") ? "0" : WARM).temporary(folder)
                .limit(Scenario.SOON.multipliedBy(4)).run();

        assertThat(result.expectExit(0).out()).contains("nothing stayed");
    }
}
