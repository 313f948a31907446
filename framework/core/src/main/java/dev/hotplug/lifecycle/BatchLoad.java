package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.lifecycle.Lifecycle.BatchResult;
import dev.hotplug.model.Descriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
            files.forEach(file -> {
                batch.put(file.file(), file);
                results.put(file.file(), null);
            });
            loadInOrder(describe(results.keySet(), pool), pool);
        } finally {
            pool.shutdown();
        }
        return List.copyOf(results.values());
    }

    /** What the files hold, the newest version of each id first; those that hold nothing sound are results already. */
    private Map<Path, Descriptor> describe(Collection<Path> files, ExecutorService pool) {
        Map<Path, CompletableFuture<Descriptor>> reading = new LinkedHashMap<>();
        files.forEach(file -> reading.put(file, CompletableFuture.supplyAsync(() -> describe(file), pool)));
        Map<Path, Descriptor> sound = new LinkedHashMap<>();
        reading.forEach((file, future) -> future.handle((descriptor, thrown) -> thrown == null
                ? sound.put(file, descriptor) : results.put(file, failed(file, thrown))).join());
        return sound;
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
        order.circles().forEach(circle -> failCircle(circle, sound));
        order.dropped().forEach(HostLog.get()::warn);
        List<Wish> wishes = order.wishes();
        Map<Path, List<Path>> before = order.before();
        Map<Path, CompletableFuture<BatchResult>> loading = new HashMap<>();
        List<Path> left = new ArrayList<>(before.keySet());
        while (!left.isEmpty()) {
            // Without circles, each round finds at least one file whose predecessors all have a future.
            left.removeIf(file -> {
                if (!loading.keySet().containsAll(before.get(file))) {
                    return false;
                }
                CompletableFuture<?>[] earlier = before.get(file).stream().map(loading::get)
                        .toArray(CompletableFuture[]::new);
                loading.put(file, CompletableFuture.allOf(earlier).thenApplyAsync(unused -> load(file, wishes), pool));
                return true;
            });
        }
        loading.forEach((file, future) -> results.put(file, future.join()));
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

    private BatchResult load(Path file, List<Wish> wishes) {
        try {
            LoadAttempt attempt = attempts.remove(file);
            attempt.peers = wishes;
            PluginInfo plugin = lifecycle.load(attempt);
            return new BatchResult(file, Optional.of(plugin), Optional.empty());
        } catch (PluginException e) {
            return failed(file, e);
        }
    }

    private static BatchResult failed(Path file, Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return new BatchResult(file, Optional.empty(), Optional.of(cause instanceof PluginException refused ? refused
                : Refusal.internal(null, String.valueOf(file.getFileName()), LoadSequence.NAME, "describe", cause)));
    }
}
