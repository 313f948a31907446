package dev.hotplug.console;

import dev.hotplug.LinkPolicy;
import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The host for as long as the program runs. It is closed once, whether the shell ends or the process is told to
 * end, and in the second case the process waits for that.
 */
final class RunningHost implements AutoCloseable {

    /** Generous; but a plugin that never comes up must not keep the operator from the others, or from the shell. */
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    /** Generous too; but a plugin that never stops must not keep the process from ending. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /**
     * How long a process that is told to end waits for a close that is under way on another thread. Without
     * an end to it, a plugin that calls {@code System.exit} from its {@code stop} would hang the process.
     */
    private static final long CLOSE_LIMIT_SECONDS = 60;

    private final PluginHost host;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningHost(PluginHost host) {
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param data where plugins keep their files, or {@code null}
     * @param policy what the linker refuses
     * @param socket where it listens for clients, or {@code null}
     * @throws java.io.UncheckedIOException if it cannot be built
     */
    static RunningHost start(Path data, LinkPolicy policy, ControlSocket socket) {
        PluginHostBuilder builder = PluginHost.builder().startLimit(START_LIMIT).stopLimit(STOP_LIMIT)
                .linkPolicy(policy);
        if (data != null) {
            builder.dataDirectory(data);
        }
        if (socket != null) {
            builder.attach(socket);
        }
        RunningHost running = new RunningHost(builder.build());
        Runtime.getRuntime().addShutdownHook(new Thread(running::closeAtExit, "hotplug-shutdown"));
        return running;
    }

    PluginHost host() {
        return host;
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                host.close();
            } finally {
                closed.countDown();
            }
        }
    }

    private void closeAtExit() {
        close();
        try {
            closed.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
