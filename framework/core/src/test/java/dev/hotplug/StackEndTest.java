package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given back, and what fails, at the end of a stack leaves as little behind as elsewhere. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackEndTest {

    @TempDir
    private Path directory;

    private String jar(String id, String start) {
        return PluginJar.plugin(id, "1.0.0").entry("acme.Main").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Main implements Plugin {
                    @Override public void start(PluginContext context) { %s }
                }
                """.formatted(start)).write(directory.resolve(id + ".jar")).toString();
    }

    private String work() {
        return directory.resolve("work").toString();
    }

    private void run(String compiler, String... arguments) throws Exception {
        // What is compiled is there when it is called next, so that each run is like the other.
        ForkedJvm.Result result = ForkedJvm.main(StackEndChild.class).flags(compiler, "-Xbatch").arguments(arguments)
                .run();
        assertThat(result.expectExit(0).out()).contains("nothing stayed");
    }

    /** Frames are larger where code is interpreted. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void theLastReferenceOfWhatIsInQuarantine_closedNearTheEndOfTheStack_endsThat(String compiler) throws Exception {
        run(compiler, "close", work(),
                jar("held", "context.export(java.util.concurrent.Executor.class, Runnable::run);"));
    }

    /**
     * Where the reservation of stack takes fewest bytes, and what is undone takes most: that is compiled to the best,
     * and this is interpreted, and has never been done. From where a load begins at all, to where it is undone in its
     * place.
     */
    @ParameterizedTest
    @ValueSource(ints = {252, 256, 260, 264, 268, 272, 276, 280, 300, 350, 390, 400, 410, 420})
    void aStartThatFailsNearTheEndOfTheStack_isUndoneToTheEnd(int left) throws Exception {
        run("-XX:TieredStopAtLevel=4", "fail", work(), jar("failing", """
                context.manage(() -> System.setProperty("closed", System.getProperty("managed")));
                System.setProperty("managed", String.valueOf(System.nanoTime()));
                throw new IllegalStateException("as it should be");
                """), jar("other", ""), String.valueOf(left));
    }
}
