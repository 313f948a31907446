package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.image.ImageReader;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginThreadsTest {

    @TempDir
    private Path directory;
    private final Arena arena = new Arena(Arena.Limits.DEFAULT);

    private PluginThreads threads() throws IOException {
        return threads(arena);
    }

    private PluginThreads threads(Arena arena) throws IOException {
        LoadAttempt attempt = new LoadAttempt(Path.of("acme.jar"), Map.of(), Optional.empty(), Optional.empty());
        attempt.image = new ImageReader(Limits.DEFAULT).read(new Jar().write(directory.resolve("acme.jar")));
        attempt.descriptor = new Descriptor("acme", "1.0.0", "", "acme.Main", List.of(), List.of(), List.of(),
                List.of(), List.of(), false);
        Quarantine quarantine = new Quarantine(null);
        Entry entry = new Entry(1, attempt, quarantine, false);
        return new PluginThreads(entry, arena, new Callers(null), quarantine);
    }

    /** Both find it; the arena, which the test holds, keeps them from going on. */
    @Test
    void aThreadThatWasDropped_foundByTwoAtOnce_isGivenBackOnce() throws Exception {
        PluginThreads threads = threads();
        ((ThreadPoolExecutor) threads.executor()).getThreadFactory().newThread(() -> { });
        assertThat(arena.threads()).isEqualTo(1);
        assertThat(threads.anyAlive()).isTrue();
        threads.stop(Problems.list());
        List<Thread> askers = List.of(new Thread(threads::anyAlive), new Thread(threads::anyAlive));

        synchronized (arena) {
            askers.forEach(Thread::start);
            await().until(() -> askers.stream().allMatch(asker -> asker.getState() == Thread.State.BLOCKED));
        }
        for (Thread asker : askers) {
            asker.join();
        }

        assertThat(arena.threads()).isZero();
        assertThat(threads.anyAlive()).isFalse();
    }

    @Test
    void aThreadThatCannotBeMade_becauseTheStackEnds_isNotCounted() throws Exception {
        PluginThreads threads = threads();
        ThreadFactory factory = ((ThreadPoolExecutor) threads.executor()).getThreadFactory();
        for (int i = 0; i < 20; i++) {
            Thread diver = new Thread(null, () -> makeOnTheWayBack(factory), "diver", 256 * 1024 + i * 64);
            diver.start();
            diver.join();
        }
        threads.stop(Problems.list());

        assertThat(threads.anyAlive()).isFalse();
        assertThat(arena.threads()).isZero();
    }

    /** As soon as there is stack enough. */
    private static Thread makeOnTheWayBack(ThreadFactory factory) {
        try {
            Thread made = makeOnTheWayBack(factory);
            return made == null ? factory.newThread(() -> { }) : made;
        } catch (StackOverflowError | InternalError end) {
            return null;
        }
    }

    /** Its thread ends with it, and one is to take its place before it has. */
    @Test
    void aTaskThatFails_whenAllThreadsAreTaken_leavesNobodyInTheQueue() throws Exception {
        Arena one = new Arena(new Arena.Limits(1, 1, 1, 1));
        PluginThreads threads = threads(one);
        CountDownLatch queued = new CountDownLatch(1);
        threads.executor().execute(() -> {
            awaitQuietly(queued);
            throw new IllegalStateException("fails");
        });
        Future<?> second = threads.executor().submit(() -> { });
        queued.countDown();

        second.get(1, TimeUnit.MINUTES);
        assertThat(one.threads()).isEqualTo(1);
        threads.stop(Problems.list());
        assertThat(threads.join(Duration.ofMinutes(1))).isEmpty();
        assertThat(one.threads()).isZero();
    }

    /** It goes on, so it goes on counting. */
    @Test
    void aTaskThatMakesAnotherThread_countsBeside() throws Exception {
        PluginThreads threads = threads();
        CountDownLatch asked = new CountDownLatch(1);
        Future<Integer> first = threads.executor().submit(() -> {
            threads.executor().submit(() -> awaitQuietly(asked));
            return arena.threads();
        });
        assertThat(first.get()).isEqualTo(2);
        assertThat(threads.call("start", Duration.ofMinutes(1), true, () -> {
            threads.executor().submit(() -> awaitQuietly(asked));
            assertThat(arena.threads()).isEqualTo(4);
            return null;
        })).isNull();
        asked.countDown();
        threads.stop(Problems.list());
        assertThat(threads.join(Duration.ofMinutes(1))).isEmpty();
        assertThat(arena.threads()).isZero();
    }

    @Test
    void aTaskThatIsRefused_becauseAllThreadsAreTaken_isNotRunLater() throws Exception {
        Arena one = new Arena(new Arena.Limits(1, 1, 1, 1));
        PluginThreads threads = threads(one);
        threads.executor().submit(() -> { }).get();
        ScheduledThreadPoolExecutor scheduler = (ScheduledThreadPoolExecutor) threads.scheduler();

        assertThatThrownBy(() -> scheduler.schedule(() -> { }, 1, TimeUnit.HOURS))
                .isInstanceOfSatisfying(PluginException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
        assertThatThrownBy(() -> scheduler.schedule(() -> 1, 1, TimeUnit.HOURS)).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> scheduler.scheduleWithFixedDelay(() -> { }, 1, 1, TimeUnit.HOURS))
                .isInstanceOf(PluginException.class);
        assertThat(scheduler.getQueue()).isEmpty();
        threads.stop(Problems.list());
        assertThat(threads.join(Duration.ofMinutes(1))).isEmpty();
        assertThat(one.threads()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
