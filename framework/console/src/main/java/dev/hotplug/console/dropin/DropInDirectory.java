package dev.hotplug.console.dropin;

import dev.hotplug.PluginHost;
import dev.hotplug.api.Reason;
import dev.hotplug.console.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a host runs in step with the JARs of a directory, on a thread of its own, until it is closed.
 *
 * <p>A JAR that appears is loaded, one that is replaced is reloaded with everything that requires it, one that
 * disappears is unloaded unless a plugin whose file is still there requires it. All that changes within a moment is
 * one batch. A file counts when nothing of it has changed for half a second and it is a whole JAR.
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

    private static final Logger LOG = LoggerFactory.getLogger(DropInDirectory.class);

    /** Each round brings up what the one before made possible; more than a few mean that something flaps. */
    private static final int MOST_ROUNDS = 16;
    private static final long CLOSE_LIMIT_MILLIS = 5_000;
    /** Subjects of complaints that no id can be. */
    private static final String DIRECTORY = "the directory";
    private static final String SELF = "the watch";
    private static final String FILE = "file ";

    private final Pace pace;
    private final Folder folder;
    private final ConfigurationFile configuration;
    private final Settling settling;
    private final Inventory inventory;
    private final Ledger ledger;
    private final DropInReport report;
    private final Standings standings;
    private final Notices notices;
    private final Steward steward;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private Optional<Stamp> configured = Optional.empty();
    private boolean stumbled;
    private volatile boolean closed;

    /**
     * Prepares; nothing is looked at before the {@linkplain #start start}.
     *
     * @param host the host
     * @param directory the directory, which must be there at the start
     * @param configuration the configuration in that directory
     * @param report says from the start on, to whoever asks, what the directory holds of each plugin
     * @param operator takes what an operator should know, line by line, on the thread that noticed it
     */
    public DropInDirectory(PluginHost host, Path directory, ConfigurationFile configuration, DropInReport report,
                           Consumer<String> operator) {
        this(host, new Folder(directory), configuration, report, operator, Pace.NORMAL);
    }

    DropInDirectory(PluginHost host, Folder folder, ConfigurationFile configuration, DropInReport report,
                    Consumer<String> operator, Pace pace) {
        this.pace = pace;
        this.folder = folder;
        this.configuration = configuration;
        this.report = report;
        settling = new Settling(pace.settle(), pace.patience());
        inventory = new Inventory(folder, host);
        notices = new Notices(operator);
        ledger = new Ledger(pace.retry());
        standings = new Standings(folder, ledger, notices);
        steward = new Steward(host, folder, ledger, notices, configuration, pace);
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
        surviving(this::lookFirst);
        boolean isFlawless = !notices.hasComplaints();
        if (!closed) {
            thread.start();
        }
        return isFlawless;
    }

    private void lookFirst() {
        long now = System.nanoTime();
        long old = System.currentTimeMillis() - pace.settle().toMillis();
        see().ifPresent(seen -> {
            Map<String, Stamp> watched = watched(seen);
            watched.forEach((file, stamp) -> {
                if (stamp.modified().toMillis() < old) {
                    settling.seenBefore(file, stamp, now);
                }
            });
            settling.seen(watched, now);
            act(seen, now);
        });
    }

    private void watch() {
        while (!closed) {
            surviving(() -> {
                await();
                look();
            });
        }
    }

    /** What is done again and again. */
    @FunctionalInterface
    private interface Turn {

        void take() throws InterruptedException;
    }

    private void surviving(Turn turn) {
        try {
            turn.take();
            stumbled = false;
            notices.settle(SELF);
        } catch (InterruptedException e) {
            // The end, if it is closed. Else a plugin has interrupted the thread that its code ran on.
            LOG.debug("{}: interrupted", folder.path());
        } catch (RuntimeException | Error e) {
            // Whatever it was, the next look may fare better; the plugins serve meanwhile.
            stumbled = true;
            LOG.debug("{}", folder.path(), e);
            notices.complain(SELF, Reason.INTERNAL_ERROR + ": " + folder.path() + ": could not be followed: " + e
                    + "; it is tried again; if this stays, start the host anew and report it");
            if (!closed) {
                notices.tell();
            }
        }
    }

    private void await() throws InterruptedException {
        if (stumbled) {
            Thread.sleep(pace.poll().toMillis());
        } else if (settling.isPending()) {
            Thread.sleep(pace.settle().toMillis() / 2);
        } else {
            folder.await(pace.poll().toMillis());
            Thread.sleep(pace.pause().toMillis());
        }
    }

    private void look() {
        long now = System.nanoTime();
        see().ifPresent(seen -> {
            settling.seen(watched(seen), now);
            if (settling.isDue(now)) {
                act(seen, now);
            }
        });
    }

    private Optional<Map<String, Stamp>> see() {
        Optional<Map<String, Stamp>> seen = folder.look();
        if (seen.isEmpty()) {
            notices.complain(DIRECTORY, folder.path() + ": " + folder.trouble());
            notices.tell();
        } else {
            notices.over(DIRECTORY, folder.path() + ": is back");
        }
        return seen;
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
            if (!plan.isIdle()) {
                report.acting();
            }
            steward.carryOut(plan, now);
        } while (!plan.isIdle() && ++rounds < MOST_ROUNDS && !closed);
        report.publish(standings.of(found, plan.counting(), configuration.current().blocklist()));
        complainOfFiles(found, plan);
        settling.acted(now);
        if (!closed) {
            notices.tell();
        }
    }

    private void complainOfFiles(List<Found> found, Plan plan) {
        // A file that grows in fits and starts is told of once, and not at each halt.
        notices.settleAll(FILE, found.stream().filter(Found.Unsettled.class::isInstance)
                .map(file -> FILE + file.file()).collect(Collectors.toSet()));
        for (Found file : found) {
            if (file instanceof Found.Complaint complaint) {
                notices.complain(FILE + file.file(), complaint.line());
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
