package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotplug.it.fixtures.ForkedJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No count of a call is ever lost, and nothing is kept of who called. */
class CallCountIT {

    /** Compiled code and interpreted code have their frames, and so their overflows, in different places. */
    @ParameterizedTest
    @CsvSource({"-XX:TieredStopAtLevel=1, false, false", "-XX:TieredStopAtLevel=4, false, false", "-Xint, false, false",
            "-XX:TieredStopAtLevel=1, true, false", "-XX:TieredStopAtLevel=4, true, false", "-Xint, true, false",
            "-XX:TieredStopAtLevel=4, false, true", "-XX:TieredStopAtLevel=4, true, true", "-Xint, true, true"})
    void afterStackOverflowsInsideCallsEveryCountIsZero(String compiler, String underAttempts, String tracked)
            throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(CallOverflows.class).heap("64m").flags(compiler)
                .arguments(Integer.toString(CallCounts.of(10_000)), underAttempts, tracked).limit(CallCounts.LIMIT).run();

        assertThat(result.expectExit(0).out()).contains("no count left");
    }

    /**
     * The giving back comes at the end of the stack as well. Interpreted only, since compiled code reserves less than
     * interpreted code takes to give back.
     */
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void afterStackOverflowsWithReferencesHeldEveryCountIsZero(String tracked) throws Exception {
        int overflows = CallCounts.of(tracked.equals("true") ? 200 : 2_000);
        ForkedJvm.Result result = ForkedJvm.main(ReferenceOverflows.class).heap("64m").flags("-Xint")
                .arguments(Integer.toString(overflows), tracked).limit(CallCounts.LIMIT).run();

        assertThat(result.expectExit(0).out()).contains("no count left");
    }

    @Test
    void aMillionVirtualThreadsThatCallLeaveNoTrace() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads are of Java 21");
        leaveNoTrace("virtual", 1_000_000);
    }

    @Test
    void platformThreadsThatCallLeaveNoTrace() throws Exception {
        leaveNoTrace("platform", 20_000);
    }

    private static void leaveNoTrace(String kind, int threads) throws Exception {
        ForkedJvm.Result result = ForkedJvm.main(CallTraces.class).heap("48m")
                .arguments(kind, Integer.toString(threads)).limit(CallCounts.LIMIT).run();

        assertThat(result.expectExit(0).out()).contains("no trace");
        System.out.println(result.out());
    }
}
