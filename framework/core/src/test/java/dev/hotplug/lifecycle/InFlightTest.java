package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.image.ImageReader;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Limits;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that is merged with one that went live, but has not ended yet. */
class InFlightTest {

    private static final LoadAttempt.Outcome LIVE = new LoadAttempt.Outcome(Optional.empty());

    @TempDir
    private Path directory;
    private final WriterLock writer = new WriterLock(Duration.ofMinutes(1));
    private final Quarantine quarantine = new Quarantine(null);
    private final Callers callers = new Callers(new Registry(writer, quarantine, false));
    private final InFlight inFlight = new InFlight(writer);
    private LoadAttempt leader;

    @BeforeEach
    void lead() throws IOException {
        leader = attempt();
        inFlight.lead(leader, callers);
        leader.descriptor = new Descriptor("acme", "1.0.0", "", "acme.Main", List.of(), List.of(), List.of(), List.of(),
                List.of(), false);
        leader.entry = new Entry(1, leader, quarantine, false);
    }

    private LoadAttempt attempt() throws IOException {
        LoadAttempt attempt = new LoadAttempt(Path.of("acme.jar"), Map.of(), Optional.empty(), Optional.empty());
        attempt.image = new ImageReader(Limits.DEFAULT).read(new Jar().write(directory.resolve("acme.jar")));
        return attempt;
    }

    private FutureTask<Void> merge(LoadAttempt attempt) {
        FutureTask<Void> merge = new FutureTask<>(() -> inFlight.lead(attempt, callers), null);
        new Thread(merge).start();
        await().until(() -> writer.waiting() > 0);
        return merge;
    }

    private void endIn(PluginState state) {
        writer.hold(() -> {
            leader.entry.state = state;
        });
        inFlight.end(leader, LIVE);
    }

    @Test
    void lead_mergedWithOneThatIsLive_isAlreadyLoaded() throws Exception {
        FutureTask<Void> merge = merge(attempt());
        endIn(PluginState.LIVE);

        assertThatThrownBy(merge::get).cause().isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.ALREADY_LOADED));
    }

    /** Whoever has unloaded it, and then loads it again, would be told that it is there. */
    @Test
    void lead_mergedWithOneThatWasUnloadedBeforeItEnded_leads() throws Exception {
        LoadAttempt merged = attempt();
        FutureTask<Void> merge = merge(merged);
        endIn(PluginState.GOING);

        merge.get();
        assertThat(merged.descriptor).isNull();
        assertThat(inFlight.size()).isEqualTo(1);
        inFlight.end(merged, LIVE);
        assertThat(inFlight.size()).isZero();
    }

    /** Or a leader that has ended would stay, and the next load of these bytes look at it for ever. */
    @Test
    void end_takesNoMemory() throws Throwable {
        // This module does not read the one that it is in.
        MethodHandle allocated = MethodHandles.publicLookup().findVirtual(
                Class.forName("com.sun.management.ThreadMXBean"), "getThreadAllocatedBytes",
                MethodType.methodType(long.class, long.class)).bindTo(ManagementFactory.getThreadMXBean());
        long own = Thread.currentThread().getId();
        inFlight.end(leader, LIVE);
        long least = Long.MAX_VALUE;
        // What takes some at the first time only is not meant.
        for (int round = 0; round < 5; round++) {
            LoadAttempt next = attempt();
            inFlight.lead(next, callers);
            long before = (long) allocated.invokeExact(own);
            inFlight.end(next, LIVE);
            least = Math.min(least, (long) allocated.invokeExact(own) - before);
            assertThat(inFlight.size()).isZero();
        }
        assertThat(least).isZero();
    }
}
