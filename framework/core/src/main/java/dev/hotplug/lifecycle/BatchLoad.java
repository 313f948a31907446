package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.lifecycle.Lifecycle.BatchResult;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Loads many files: each after those that it requires, side by side where nothing orders them. A file that fails
 * stops none but those that need it.
 */
final class BatchLoad {

    private final Lifecycle lifecycle;
    private final Callers callers;
    /** The loads whose code asked for this batch: what the batch waits for, they wait for. */
    private final Set<LoadAttempt> caller;
    private final Map<Path, BatchResult> results = new LinkedHashMap<>();

    BatchLoad(Lifecycle lifecycle, Callers callers) {
        this.lifecycle = lifecycle;
        this.callers = callers;
        this.caller = callers.standingStill();
    }

    /** Loads the files; one result for each, in their order. */
    List<BatchResult> run(Collection<Path> files) {
        int threads = Math.max(1, Math.min(files.size(), Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, body -> {
            Thread thread = new Thread(null, () -> callers.during(caller, body), "hotplug-batch", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        try {
            files.forEach(file -> results.put(file, null));
            loadInOrder(describe(results.keySet(), pool), pool);
        } finally {
            pool.shutdown();
        }
        return List.copyOf(results.values());
    }

    /** What the files hold, the newest version of each id first; those that hold nothing sound are results already. */
    private Map<Path, Descriptor> describe(Collection<Path> files, ExecutorService pool) {
        Map<Path, CompletableFuture<Descriptor>> reading = new LinkedHashMap<>();
        files.forEach(file -> reading.put(file,
                CompletableFuture.supplyAsync(() -> lifecycle.describe(file).descriptor(), pool)));
        Map<Path, Descriptor> sound = new LinkedHashMap<>();
        reading.forEach((file, future) -> future.handle((descriptor, thrown) -> thrown == null
                ? sound.put(file, descriptor) : results.put(file, failed(file, thrown))).join());
        return sound;
    }

    private void loadInOrder(Map<Path, Descriptor> sound, ExecutorService pool) {
        Map<String, Path> byId = new HashMap<>();
        sound.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getValue, BatchLoad::newestFirst))
                .forEach(file -> byId.putIfAbsent(file.getValue().id(), file.getKey()));
        Map<Path, List<Path>> needs = new LinkedHashMap<>();
        sound.forEach((file, descriptor) -> needs.put(file, needsOf(file, descriptor, byId)));
        failCycles(needs, sound);
        Map<Path, CompletableFuture<BatchResult>> loading = new HashMap<>();
        List<Path> left = new ArrayList<>(needs.keySet());
        while (!left.isEmpty()) {
            // Without cycles, each round finds at least one file whose needs all have a future.
            left.removeIf(file -> {
                if (!loading.keySet().containsAll(needs.get(file))) {
                    return false;
                }
                CompletableFuture<?>[] before = needs.get(file).stream().map(loading::get)
                        .toArray(CompletableFuture[]::new);
                loading.put(file, CompletableFuture.allOf(before).thenApplyAsync(unused -> load(file), pool));
                return true;
            });
        }
        loading.forEach((file, future) -> results.put(file, future.join()));
    }

    /** The files that a file must come after: those it requires, and the newest version of its own id. */
    private static List<Path> needsOf(Path file, Descriptor descriptor, Map<String, Path> byId) {
        List<Path> needs = new ArrayList<>();
        for (Requirement requirement : descriptor.requires()) {
            Path provider = byId.get(requirement.id());
            if (provider != null) {
                needs.add(provider);
            }
        }
        Path newest = byId.get(descriptor.id());
        if (!newest.equals(file)) {
            needs.add(newest);
        }
        return needs;
    }

    /** Fails every file of a circle, and takes it out of the order. */
    private void failCycles(Map<Path, List<Path>> needs, Map<Path, Descriptor> sound) {
        for (List<Path> cycle = findCycle(needs); !cycle.isEmpty(); cycle = findCycle(needs)) {
            List<String> path = new ArrayList<>(cycle.stream().map(file -> sound.get(file).id()).toList());
            path.add(path.get(0));
            for (Path file : cycle) {
                LoadAttempt attempt = new LoadAttempt(file, Map.of(), Optional.empty(), Optional.empty());
                attempt.descriptor = sound.get(file);
                results.put(file, new BatchResult(file, Optional.empty(), Optional.of(Refusal.requirementCycle(attempt, path))));
                needs.remove(file);
            }
            needs.values().forEach(list -> list.retainAll(needs.keySet()));
        }
    }

    /** One circle, each of its files needing the next; empty if there is none. */
    private static List<Path> findCycle(Map<Path, List<Path>> needs) {
        Map<Path, Boolean> finished = new HashMap<>();
        for (Path start : needs.keySet()) {
            List<Path> cycle = findCycle(start, needs, finished, new ArrayList<>());
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private static List<Path> findCycle(Path at, Map<Path, List<Path>> needs, Map<Path, Boolean> finished,
                                        List<Path> trail) {
        if (finished.containsKey(at)) {
            return finished.get(at) ? List.of() : List.copyOf(trail.subList(trail.indexOf(at), trail.size()));
        }
        finished.put(at, false);
        trail.add(at);
        for (Path next : needs.get(at)) {
            List<Path> cycle = findCycle(next, needs, finished, trail);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        trail.remove(trail.size() - 1);
        finished.put(at, true);
        return List.of();
    }

    private BatchResult load(Path file) {
        try {
            PluginInfo plugin = lifecycle.load(file, Map.of(), Optional.empty(), Optional.empty());
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

    private static int newestFirst(Descriptor left, Descriptor right) {
        return Requirement.compareVersions(right.version(), left.version());
    }
}
