package dev.hotplug.lifecycle;

import dev.hotplug.rcu.RcuDomain;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Taking a plugin down, piece by piece: what a failed load undoes and what an unload does are these same methods. Each
 * reports what goes wrong and stops for nothing.
 */
final class Teardown {

    /**
     * How many of {@link dev.hotplug.rcu.StackRoom}'s frames are enough for a JVM's first, which has most to link; 300
     * were just enough for an unload where they are compiled best.
     */
    static final int FRAMES = 400;
    /** How many there are of {@link #dismantle(Entry, int)}. */
    private static final int PARTS = 4;

    private final Registry registry;
    private final RcuDomain rcu;
    private final Quarantine quarantine;
    private final PluginCode code;
    private final Journal journal;
    private final Optional<Duration> stopLimit;
    private final Duration threadLimit;
    /** {@code null} until something ended. */
    private Second latest;

    /** A second, and how messages write it. Writing costs more than all else that is said at a plugin's end. */
    private record Second(Instant instant, String text) {

        Second(Instant instant) {
            this(instant, instant.toString());
        }
    }

    Teardown(Registry registry, RcuDomain rcu, Quarantine quarantine, PluginCode code, Journal journal,
             HostSettings settings) {
        this.registry = registry;
        this.rcu = rcu;
        this.quarantine = quarantine;
        this.code = code;
        this.journal = journal;
        this.stopLimit = settings.stopLimit();
        this.threadLimit = settings.threadLimit();
    }

    /** Calls {@code stop}, if {@code start} has returned. */
    void stop(Entry entry, List<String> problems) {
        if (!entry.started) {
            return;
        }
        entry.started = false;
        entry.context.stopping();
        runLimited(entry, "stop", problems, entry.instance::stop);
    }

    /**
     * Stops the plugin's threads, closes what it manages, withdraws what is left of it in the JVM's own registries, and
     * waits for the threads.
     */
    void closeResources(Entry entry, List<String> problems) {
        entry.context.stopping();
        PluginThreads threads = entry.context.threads();
        threads.stop(problems);
        ManagedResources resources = entry.context.resources();
        if (!resources.closeIfEmpty()) {
            runLimited(entry, "close", problems, () -> resources.close(problems));
        }
        runLimited(entry, "withdraw", problems, () -> entry.loader.withdrawRegistrations(problems)
                .forEach(left -> HostLog.get().info("{}: withdrew {}, which it had left registered", entry, left)));
        for (Thread thread : threads.join(threadLimit)) {
            problems.add("thread " + StrayThreads.describe(thread) + (Thread.currentThread().isInterrupted()
                    ? " was not waited for, because this thread was interrupted"
                    : " did not end within " + threadLimit.toMillis() + " ms"));
        }
        for (Thread thread : StrayThreads.leftOf(entry.loader, threadLimit)) {
            problems.add("thread " + StrayThreads.describe(thread)
                    + " was started by the plugin and still runs; stop it in stop(), or use context.executor()");
        }
    }

    /** Refuses further classes and resources, waits until none is being read, and closes the staged image. */
    void closeLoader(Entry entry) {
        String farewell = entry + " was unloaded at " + now()
                + "; its classes and resources cannot be loaded any more";
        if (entry.context != null) {
            entry.context.gone(farewell);
        }
        if (entry.loader != null) {
            entry.loader.retire(farewell);
        }
        entry.archive.retire(farewell);
        rcu.synchronize();
        entry.staged.close();
    }

    /**
     * Everything that needs the plugin to be quiet: its loader, its image, its share of the arena, its edges. Each
     * follows whatever came of the one before; the first failure is told.
     */
    void dismantle(Entry entry, List<String> problems) {
        Throwable first = null;
        for (int part = 0; part < PARTS; part++) {
            try {
                dismantle(entry, part);
            } catch (Throwable failure) {
                first = first == null ? failure : first;
            }
        }
        entry.instance = null;
        if (first != null) {
            Problems.note(problems, "dismantling failed", first);
        }
    }

    /** By number, since neither a list of them nor its iterator can be had where there is no memory. */
    private void dismantle(Entry entry, int part) {
        switch (part) {
            case 0 -> closeLoader(entry);
            case 1 -> entry.owner.evict();
            case 2 -> entry.grant.giveBack();
            default -> registry.dropUses(entry);
        }
    }

    /**
     * Lists a plugin as quarantined and takes the rest of it down when it has become quiet.
     *
     * @param resourcesPending whether its resources are still open, because it was forced out while in use
     */
    void quarantine(Entry entry, boolean resourcesPending) {
        registry.quarantine(entry);
        quarantine.park(entry, resourcesPending ? entry.reference::isReleased : entry::isQuiet,
                () -> finish(entry, resourcesPending));
    }

    /** As {@link #quarantine(Entry, boolean)}, for a failed load. */
    void quarantine(Entry entry, List<UndoStack.Action> rest) {
        registry.quarantine(entry);
        quarantine.park(entry, entry::isQuiet, () -> {
            for (UndoStack.Action action : rest) {
                try {
                    action.run();
                } catch (Throwable e) {
                    Problems.log(entry, "while leaving quarantine", List.of(Refusal.describe(e)));
                }
            }
            registry.unlink(entry);
            journal.released(entry);
        });
    }

    /** Written anew once a second at most; threads that do so at the same time do no harm. */
    private String now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Second known = latest;
        if (known == null || !known.instant().equals(now)) {
            known = new Second(now);
            latest = known;
        }
        return known.text();
    }

    /** What is owed once, by whichever thread comes to it first. */
    private static final class Owed implements PluginCode.Block {

        private final PluginCode.Block block;
        private final AtomicBoolean begun = new AtomicBoolean();

        Owed(PluginCode.Block block) {
            this.block = block;
        }

        /** Whether it is the caller's to run, who is the first to ask then. */
        boolean begin() {
            return begun.compareAndSet(false, true);
        }

        @Override
        public void run() throws Exception {
            if (begin()) {
                block.run();
            }
        }
    }

    /**
     * An interrupt ends the wait for what runs then. What comes after it is quick as a rule, and must be done. So must
     * this itself where the JVM can make no thread for it: then it takes as long as it takes.
     */
    private void runLimited(Entry entry, String what, List<String> problems, PluginCode.Block block) {
        boolean interrupted = Thread.interrupted();
        Owed owed = new Owed(block);
        try {
            noteThrown(entry, what, problems, code.run(entry, Set.of(), what, stopLimit, owed));
        } catch (TimeoutException e) {
            problems.add(what + " did not return within " + stopLimit.orElseThrow().toMillis() + " ms; it was in "
                    + e.getMessage());
        } catch (InterruptedException e) {
            interrupted = true;
            problems.add("interrupted while " + what + " was running");
        } catch (Throwable e) {
            if (owed.begin()) {
                problems.add(what + " ran without its limit, because no thread could be started for it: "
                        + Refusal.describe(e));
                noteThrown(entry, what, problems, code.run(entry, Set.of(), block));
            } else {
                problems.add(what + " was begun and could not be waited for: " + Refusal.describe(e));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void noteThrown(Entry entry, String what, List<String> problems, Throwable thrown) {
        if (thrown != null) {
            problems.add(what + " failed: " + Whereabouts.of(entry, thrown));
        }
    }

    /** Nobody else remembers the entry by now, so whatever goes wrong, it is gone afterwards or parked again. */
    private void finish(Entry entry, boolean resourcesPending) {
        List<String> problems = Problems.list();
        if (resourcesPending) {
            goOn("close resources", problems, () -> closeResources(entry, problems));
        }
        if (entry.isQuiet()) {
            goOn("dismantle", problems, () -> dismantle(entry, problems));
            goOn("unlink", problems, () -> registry.unlink(entry));
            goOn("tell of it", problems, () -> journal.released(entry));
        } else {
            quarantine.park(entry, entry::isQuiet, () -> finish(entry, false));
        }
        Problems.log(entry, "while leaving quarantine", problems);
    }

    private static void goOn(String what, List<String> problems, Runnable part) {
        try {
            part.run();
        } catch (Throwable e) {
            problems.add(what + " failed: " + Refusal.describe(e));
        }
    }
}
