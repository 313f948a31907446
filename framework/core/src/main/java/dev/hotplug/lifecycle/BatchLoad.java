package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.lifecycle.Lifecycle.BatchResult;
import dev.hotplug.model.Descriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads many files: each after those that it requires, side by side where nothing orders them. A file that fails
 * stops none but those that need it.
 */
final class BatchLoad {

    /** As much of images as is kept at most from their description to their load, in bytes. */
    private static final long KEPT = 64L << 20;
    /** As much of what was inflated of them. */
    private static final long KEPT_INFLATED = 32L << 20;

    private final Lifecycle lifecycle;
    private final Callers callers;
    /** The loads whose code asked for this batch: what the batch waits for, they wait for. */
    private final Set<LoadAttempt> caller;
    private final Map<Path, BatchFile> batch = new LinkedHashMap<>();
    private final Map<Path, BatchResult> results = new LinkedHashMap<>();
    /** The attempts at those that hold something sound, until they are loaded. */
    private final Map<Path, LoadAttempt> attempts = new ConcurrentHashMap<>();
    /** How many bytes of images may yet be kept from their description to their load. */
    private final AtomicLong room = new AtomicLong(KEPT);
    private final AtomicLong roomInflated = new AtomicLong(KEPT_INFLATED);

    BatchLoad(Lifecycle lifecycle, Callers callers) {
        this.lifecycle = lifecycle;
        this.callers = callers;
        this.caller = callers.standingStill();
    }

    /** Loads the files; one result for each, in their order. */
    List<BatchResult> run(Collection<BatchFile> files) {
        int threads = Math.max(1, Math.min(files.size(), Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, body -> {
            Thread thread = new Thread(null, () -> callers.during(caller, body), "hotplug-batch", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (BatchFile file : files) {
                batch.put(file.file(), file);
                results.put(file.file(), null);
            }
            loadInOrder(describe(results.keySet(), pool), pool);
        } finally {
            pool.shutdown();
        }
        return List.copyOf(results.values());
    }

    /*
     * Classes instead of lambdas, here and for the loads: before a cold host's first batch, a dozen of them and what they
     * need take as long as the loads of some dozen plugins.
     */
    private final class Description implements Runnable {

        private final Path file;
        private Descriptor found;
        private BatchResult failure;

        Description(Path file) {
            this.file = file;
        }

        @Override
        public void run() {
            try {
                found = describe(file);
            } catch (Throwable t) {
                failure = failed(file, LoadStep.DESCRIBE, t);
            }
        }
    }

    /** What the files hold, the newest version of each id first; those that hold nothing sound are results already. */
    private Map<Path, Descriptor> describe(Collection<Path> files, ExecutorService pool) {
        List<Description> descriptions = new ArrayList<>(files.size());
        List<CompletableFuture<?>> reading = new ArrayList<>(files.size());
        for (Path file : files) {
            Description description = new Description(file);
            descriptions.add(description);
            reading.add(CompletableFuture.runAsync(description, pool));
        }
        all(reading).join();
        Map<Path, Descriptor> sound = new LinkedHashMap<>();
        for (Description description : descriptions) {
            if (description.failure == null) {
                sound.put(description.file, description.found);
            } else {
                results.put(description.file, description.failure);
            }
        }
        return sound;
    }

    /** Done when all are: one wake-up for whoever waits, where a wait for each would be one for each. */
    private static CompletableFuture<Void> all(Collection<CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]));
    }

    /** Reads a file, and keeps what was read if there is room: most batches are read once that way. */
    private Descriptor describe(Path file) {
        LoadAttempt attempt = batch.get(file).attempt();
        lifecycle.examine(attempt);
        if (!fits(roomInflated, attempt.image.inflatedSize())) {
            attempt.image.forgetInflated();
        }
        if (!fits(room, attempt.image.size())) {
            attempt.image = null;
        }
        attempts.put(file, attempt);
        return attempt.described.descriptor();
    }

    private static boolean fits(AtomicLong room, long size) {
        boolean fits = room.addAndGet(-size) >= 0;
        if (!fits) {
            room.addAndGet(size);
        }
        return fits;
    }

    private void loadInOrder(Map<Path, Descriptor> sound, ExecutorService pool) {
        BatchOrder order = new BatchOrder(sound, file -> batch.get(file).after());
        for (List<Path> circle : order.circles()) {
            failCircle(circle, sound);
        }
        for (String dropped : order.dropped()) {
            HostLog.get().warn(dropped);
        }
        List<Wish> wishes = order.wishes();
        Map<Path, List<Path>> before = order.before();
        List<Turn> turns = new ArrayList<>(before.size());
        Map<Path, CompletableFuture<?>> loading = new HashMap<>();
        Set<Path> left = new LinkedHashSet<>(before.keySet());
        while (!left.isEmpty()) {
            // Without circles, each round finds at least one file whose predecessors all have a future.
            for (Iterator<Path> files = left.iterator(); files.hasNext();) {
                Path file = files.next();
                List<CompletableFuture<?>> earlier = new ArrayList<>();
                for (Path needed : before.get(file)) {
                    earlier.add(loading.get(needed));
                }
                if (!earlier.contains(null)) {
                    Turn turn = new Turn(file, wishes);
                    turns.add(turn);
                    loading.put(file, all(earlier).thenRunAsync(turn, pool));
                    files.remove();
                }
            }
        }
        all(loading.values()).join();
        for (Turn turn : turns) {
            results.put(turn.file, turn.result);
        }
    }

    /** The load of one file, when those before it are done, however they ended. */
    private final class Turn implements Runnable {

        private final Path file;
        private final List<Wish> wishes;
        private BatchResult result;

        Turn(Path file, List<Wish> wishes) {
            this.file = file;
            this.wishes = wishes;
        }

        @Override
        public void run() {
            LoadAttempt attempt = attempts.remove(file);
            attempt.peers = wishes;
            try {
                result = new BatchResult(file, Optional.of(lifecycle.load(attempt)), Optional.empty());
            } catch (Throwable t) {
                if (attempt.live == null) {
                    result = failed(file, attempt.step, t);
                } else {
                    // It is live; telling of it failed.
                    result = new BatchResult(file, Optional.of(attempt.live), Optional.empty());
                    HostLog.get().warn("{} is live, but not everybody was told: {}", attempt.label(),
                            Refusal.describe(t));
                }
            }
        }
    }

    private void failCircle(List<Path> circle, Map<Path, Descriptor> sound) {
        List<String> path = BatchOrder.path(circle, sound);
        for (Path file : circle) {
            LoadAttempt attempt = attempts.remove(file);
            attempt.descriptor = sound.get(file);
            PluginException failure = Refusal.requirementCycle(attempt, path);
            lifecycle.journal().failed(attempt, failure);
            results.put(file, new BatchResult(file, Optional.empty(), Optional.of(failure)));
        }
    }

    private static BatchResult failed(Path file, LoadStep step, Throwable thrown) {
        return new BatchResult(file, Optional.empty(), Optional.of(thrown instanceof PluginException refused ? refused
                : Refusal.internal(null, String.valueOf(file.getFileName()), LoadSequence.NAME, step.label(), thrown)));
    }
}
