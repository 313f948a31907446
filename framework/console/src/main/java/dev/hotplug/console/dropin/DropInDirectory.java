package dev.hotplug.console.dropin;

import dev.hotplug.PluginHost;
import dev.hotplug.console.config.ConfigurationFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps what a host runs in step with the JARs of a directory, on a thread of its own, until it is closed.
 *
 * <p>A JAR that appears is loaded, one that is replaced is reloaded with everything that requires it, one that
 * disappears is unloaded unless a plugin whose file is still there requires it. All that changes within a moment is
 * one batch. A file counts when neither its size nor its time has changed for half a second and it ends as a ZIP does.
 *
 * <p>What goes wrong is told once, and tried again when the file changes, when something comes up that it may have
 * lacked, or, where the plugin was in use, after a while. What an operator unloads by hand stays unloaded until the
 * content of its file changes; what was loaded from elsewhere is left alone. While the directory itself is not there,
 * or another one stands in its place that is empty, nothing is unloaded.
 *
 * <p>What the configuration beside the JARs blocks is not loaded, and what it says of parameters and order holds for
 * each load. It is read again when it changes; a configuration that cannot be used is told once, and the old one stays.
 *
 * <p>{@link #start} and {@link #close} are safe for use by many threads.
 */
public final class DropInDirectory implements AutoCloseable {

    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(2);

    /** Each round brings up what the one before made possible; more than a few mean that something flaps. */
    private static final int MOST_ROUNDS = 16;
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long CLOSE_LIMIT_MILLIS = 5_000;
    private static final String DIRECTORY = "directory";
    private static final String FILE = "file ";

    private final Folder folder;
    private final ConfigurationFile configuration;
    private final Settling settling;
    private final Inventory inventory;
    private final Ledger ledger = new Ledger();
    private final Notices notices;
    private final Steward steward;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private Optional<Stamp> configured = Optional.empty();
    private volatile boolean closed;

    /**
     * Prepares; nothing is looked at before the {@linkplain #start start}.
     *
     * @param host the host
     * @param directory the directory, which must be there at the start
     * @param configuration the configuration in that directory
     * @param operator takes what an operator should know, line by line, on the thread that noticed it
     */
    public DropInDirectory(PluginHost host, Path directory, ConfigurationFile configuration,
                           Consumer<String> operator) {
        folder = new Folder(directory);
        this.configuration = configuration;
        settling = new Settling(SETTLE, PATIENCE);
        inventory = new Inventory(folder, host);
        notices = new Notices(operator);
        steward = new Steward(host, folder, ledger, notices, configuration);
        thread = new Thread(null, this::watch, "hotplug-watch", 0, false);
        thread.setDaemon(true);
    }

    /**
     * Loads what is there, on the calling thread, and watches from then on. Files that were written just now are
     * perhaps being written; they follow when they are complete.
     *
     * @return whether nothing was refused
     * @throws IllegalStateException if it has been started already
     */
    public boolean start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException(folder.path() + " is watched already");
        }
        long now = System.nanoTime();
        long old = System.currentTimeMillis() - SETTLE.toMillis();
        Map<String, Stamp> seen = folder.look().orElse(Map.of());
        Map<String, Stamp> watched = watched(seen);
        watched.forEach((file, stamp) -> {
            if (stamp.modified().toMillis() < old) {
                settling.seenBefore(file, stamp, now);
            }
        });
        settling.seen(watched, now);
        act(seen, now);
        if (!closed) {
            thread.start();
        }
        return !notices.hasComplaints();
    }

    private void watch() {
        while (!closed) {
            try {
                await();
                look();
                notices.settle(DropInDirectory.class.getName());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Whatever it was, the next look may fare better; the plugins serve meanwhile.
                notices.complain(DropInDirectory.class.getName(),
                        "INTERNAL_ERROR: " + folder.path() + ": cannot be watched: " + e);
                notices.tell();
            }
        }
    }

    private void await() throws InterruptedException {
        if (settling.isPending()) {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis() / 2);
        } else {
            folder.await(POLL.toMillis());
            // A log that is written beside the JARs would else keep this thread busy.
            TimeUnit.MILLISECONDS.sleep(SHORTEST_PAUSE_MILLIS);
        }
    }

    private void look() {
        long now = System.nanoTime();
        Optional<Map<String, Stamp>> seen = folder.look();
        if (seen.isEmpty()) {
            notices.complain(DIRECTORY, folder.path() + ": is gone; what was loaded from it stays until it is back");
            notices.tell();
            return;
        }
        notices.settle(DIRECTORY);
        settling.seen(watched(seen.get()), now);
        if (settling.isDue(now)) {
            act(seen.get(), now);
        }
    }

    /** The JARs, and the configuration if it is there: that is written like them, and changes what is to be done. */
    private Map<String, Stamp> watched(Map<String, Stamp> jars) {
        Map<String, Stamp> files = new TreeMap<>(jars);
        folder.stamp(ConfigurationFile.NAME).ifPresent(stamp -> files.put(ConfigurationFile.NAME, stamp));
        return files;
    }

    private void configure(long now) {
        Optional<Stamp> stamp = folder.stamp(ConfigurationFile.NAME);
        if (stamp.equals(configured) || stamp.isPresent() && !settling.settled(now).contains(ConfigurationFile.NAME)) {
            return;
        }
        configured = stamp;
        if (configuration.reread()) {
            ledger.retryFailures();
            notices.done("configured", "as " + folder.file(ConfigurationFile.NAME) + " says now");
        }
        configuration.problem().ifPresentOrElse(line -> notices.complain(ConfigurationFile.NAME, line
                + "; what was in force stays"), () -> notices.settle(ConfigurationFile.NAME));
    }

    private void act(Map<String, Stamp> seen, long now) {
        configure(now);
        List<Found> found = inventory.take(seen, settling, now);
        Plan plan;
        int rounds = 0;
        do {
            plan = Plan.of(found, steward.running(), ledger, configuration.current().blocklist(), now);
            steward.carryOut(plan, now);
        } while (!plan.isIdle() && ++rounds < MOST_ROUNDS && !closed);
        complainOfFiles(found, plan);
        settling.acted(now);
        if (!closed) {
            notices.tell();
        }
    }

    private void complainOfFiles(List<Found> found, Plan plan) {
        notices.settleAll(FILE);
        for (Found file : found) {
            if (file instanceof Found.Unusable unusable) {
                notices.complain(FILE + unusable.file(), unusable.line());
            }
        }
        plan.passedOver().forEach((jar, better) -> notices.complain(FILE + jar.file(), "ALREADY_LOADED: "
                + jar.label() + ": not loaded from " + folder.file(jar.file()) + ": " + better.file() + " holds "
                + better.label() + ", and the newest counts; delete one of them"));
    }

    /** Ends watching. What was loaded stays. What the thread is about is given up if it takes long. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
