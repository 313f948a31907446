package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The JVM compiles the generated stubs. It refuses, without a word, bytecode that the verifier accepts but no Java
 * compiler writes (a monitor that an exception might leave held); guarded calls are interpreted for ever then.
 */
@ExtendWith(Scenario.class)
class CallCompiledIT {

    private static final String STUBS = "dev.hotplug.stub.";

    @Test
    void stubsAreCompiledByBothCompilers() throws Exception {
        // In the foreground: otherwise the calls may be over before the second compiler's turn has come.
        ForkedJvm.Result result = ForkedJvm.main(CallCompiled.class).flags("-XX:TieredStopAtLevel=4",
                "-XX:-BackgroundCompilation", "-XX:+PrintCompilation").run();

        List<String> lines = result.expectExit(0).out().lines().filter(line -> line.contains(STUBS)).toList();
        assertThat(lines).noneMatch(line -> line.contains("COMPILE SKIPPED"));
        assertThat(lines).as("at the highest level").anyMatch(line -> line.matches(".* 4 +" + STUBS + ".*"));
    }
}
