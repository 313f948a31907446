package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The host for as long as the program runs. It is closed once, whether the shell ends or the process is told to
 * end, and in the second case the process waits for that. Both take a limited time: what has not stopped by then is
 * named, and ends with the process.
 */
final class RunningHost implements AutoCloseable {

    /** Generous; but a plugin that never comes up must not keep the operator from the others, or from the shell. */
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    /** Generous too; but a plugin that never stops must not keep those that are to stop after it from stopping. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    /** What the threads of a plugin may take to end after that. */
    private static final Duration LONGEST_THREADS = Duration.ofSeconds(5);

    /** Of the whole: what calls in flight may take, so that the rest remains for the plugins' own end. */
    private static final Duration LONGEST_CALLS = Duration.ofSeconds(10);

    private final PluginHost host;
    private final Duration closeLimit;
    private final Deque<AutoCloseable> attendants = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningHost(PluginHost host, Duration closeLimit) {
        this.host = host;
        this.closeLimit = closeLimit;
    }

    static RunningHost start(Path data, Duration closeLimit) {
        PluginHostBuilder builder = PluginHost.builder().startLimit(START_LIMIT)
                .stopLimit(atMost(LONGEST_STOP, closeLimit.dividedBy(2)))
                .threadLimit(atMost(LONGEST_THREADS, closeLimit.dividedBy(10)));
        if (data != null) {
            builder.dataDirectory(data);
        }
        RunningHost running = new RunningHost(builder.build(), closeLimit);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "hotplug-shutdown"));
        return running;
    }

    PluginHost host() {
        return host;
    }

    /** Hands over what acts on the host by itself: it is closed before the host, the last one first. */
    void attend(AutoCloseable attendant) {
        attendants.push(attendant);
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

    private void closeAll() {
        try {
            for (AutoCloseable attendant = attendants.poll(); attendant != null; attendant = attendants.poll()) {
                close(attendant);
            }
            host.shutdown(atMost(LONGEST_CALLS, closeLimit.dividedBy(2)));
        } finally {
            closed.countDown();
        }
    }

    private static void close(AutoCloseable attendant) {
        try {
            attendant.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(RunningHost.class).warn("{}: cannot be closed", attendant, e);
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
