package dev.hotplug.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which loads under way wait for which. Guarded by the {@link WriterLock}; an edge that would close a circle is
 * not added.
 */
final class WaitGraph {

    /** A waiter may stand several times, once for each of its threads that waits. */
    private final Map<LoadAttempt, List<LoadAttempt>> edges = new HashMap<>();

    /**
     * Adds an edge from each waiter to the target.
     *
     * @return the circle that this would close, the first named again at the end, and nothing was added; or an
     *     empty list
     */
    List<LoadAttempt> add(Set<LoadAttempt> waiters, LoadAttempt target) {
        List<LoadAttempt> path = new ArrayList<>();
        if (leadsTo(waiters, target, path, new HashSet<>())) {
            path.add(0, path.get(path.size() - 1));
            return path;
        }
        waiters.forEach(waiter -> edges.computeIfAbsent(waiter, unused -> new ArrayList<>()).add(target));
        return List.of();
    }

    /** Takes the edges away that {@link #add} added. */
    void remove(Set<LoadAttempt> waiters, LoadAttempt target) {
        waiters.forEach(waiter -> edges.computeIfPresent(waiter, (unused, targets) -> {
            targets.remove(target);
            return targets.isEmpty() ? null : targets;
        }));
    }

    /** Whom an attempt waits for. */
    List<LoadAttempt> awaitedBy(LoadAttempt waiter) {
        return List.copyOf(edges.getOrDefault(waiter, List.of()));
    }

    int size() {
        return edges.size();
    }

    private boolean leadsTo(Set<LoadAttempt> goals, LoadAttempt from, List<LoadAttempt> path,
                            Set<LoadAttempt> visited) {
        path.add(from);
        if (goals.contains(from)) {
            return true;
        }
        if (visited.add(from)) {
            for (LoadAttempt next : edges.getOrDefault(from, List.of())) {
                if (leadsTo(goals, next, path, visited)) {
                    return true;
                }
            }
        }
        path.remove(path.size() - 1);
        return false;
    }
}
