package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The host for as long as the program runs. It is closed once, whether the shell ends or the process is told to
 * end, and in the second case the process waits for that. Both take a limited time: what has not stopped by then is
 * named, and ends with the process.
 */
final class RunningHost implements AutoCloseable {

    /** Generous; but a plugin that never stops must not keep those that are to stop after it from stopping. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    /** What the threads of a plugin may take to end after that. */
    private static final Duration LONGEST_THREADS = Duration.ofSeconds(5);

    /** Of the whole: what calls in flight may take, so that the rest remains for the plugins' own end. */
    private static final Duration LONGEST_CALLS = Duration.ofSeconds(10);

    /** What looking for whoever ends the process may take. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final PluginHost host;
    private final Duration closeLimit;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningHost(PluginHost host, Duration closeLimit) {
        this.host = host;
        this.closeLimit = closeLimit;
    }

    /**
     * Starts it.
     *
     * @param settings what else is asked of the host
     * @param closeLimit what the end of everything may take
     * @throws java.io.UncheckedIOException if it cannot be built
     */
    static RunningHost start(PluginHostBuilder settings, Duration closeLimit) {
        PluginHost host = settings.stopLimit(atMost(LONGEST_STOP, closeLimit.dividedBy(2)))
                .threadLimit(atMost(LONGEST_THREADS, closeLimit.dividedBy(10))).build();
        RunningHost running = new RunningHost(host, closeLimit);
        Runtime.getRuntime().addShutdownHook(new Thread(running::closeAtExit, "hotplug-shutdown"));
        return running;
    }

    PluginHost host() {
        return host;
    }

    /**
     * Stops everything, or waits until another thread has done so. Never longer than the limit: a plugin that calls
     * {@code System.exit} from its {@code stop} would else hang the process.
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            Thread closer = new Thread(this::closeAll, "hotplug-close");
            closer.setDaemon(true);
            closer.start();
        }
        try {
            if (!closed.await(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                nameWhatIsLeft();
                closed.countDown();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAtExit() {
        if (!closing.get()) {
            nameWhoEnds();
        }
        close();
    }

    /**
     * Whose call ends the process, if it was a plugin's. On a thread of its own, and not for long: to look at all threads
     * asks each for its hash code, which may be a plugin's code as well, and the plugins are yet to be stopped.
     */
    private void nameWhoEnds() {
        CountDownLatch named = new CountDownLatch(1);
        Thread namer = new Thread(() -> {
            try {
                ExitCall.ofPlugin(host).ifPresent(OperatorLog::tell);
            } catch (RuntimeException | Error ofAThread) {
                OperatorLog.tell("who ended the process cannot be told: a thread fails when it is looked at");
            } finally {
                named.countDown();
            }
        }, "hotplug-exit");
        namer.setDaemon(true);
        namer.start();
        try {
            named.await(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        try {
            host.shutdown(atMost(LONGEST_CALLS, closeLimit.dividedBy(2)));
        } finally {
            closed.countDown();
        }
    }

    private void nameWhatIsLeft() {
        String left = host.plugins().stream().map(plugin -> Names.of(plugin) + " " + plugin.version() + " ("
                + plugin.state() + ")").collect(Collectors.joining(", "));
        OperatorLog.tell("not stopped within " + closeLimit.toMillis() + " ms: "
                + (left.isEmpty() ? "the host itself" : left) + "; they end with the process");
    }

    private static Duration atMost(Duration most, Duration wanted) {
        return wanted.compareTo(most) < 0 ? wanted : most;
    }
}
