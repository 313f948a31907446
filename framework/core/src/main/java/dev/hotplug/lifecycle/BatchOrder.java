package dev.hotplug.lifecycle;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * In which order the files of a batch are loaded. Each comes after those that it requires, optional ones included,
 * and after the newest version of its own id; files that go round in a circle that way are {@link #circles}, and
 * not in the order. Then come the edges that are about order only, in the order of the files; one that would close
 * a circle is {@link #dropped}.
 */
final class BatchOrder {

    private final Map<Path, Descriptor> sound;
    private final Function<Path, List<String>> wished;
    private final Map<String, Path> newest = new HashMap<>();
    private final Map<Path, List<Path>> before = new LinkedHashMap<>();
    private final List<List<Path>> circles = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /**
     * @param sound what the files say of themselves
     * @param wished after which plugins each of them is to come, beside those that it names itself
     */
    BatchOrder(Map<Path, Descriptor> sound, Function<Path, List<String>> wished) {
        this.sound = sound;
        this.wished = wished;
        // Versions are compared where there are two: reading one takes longer than reading a small JAR.
        for (Map.Entry<Path, Descriptor> one : sound.entrySet()) {
            Path known = newest.putIfAbsent(one.getValue().id(), one.getKey());
            if (known != null
                    && Requirement.compareVersions(sound.get(known).version(), one.getValue().version()) < 0) {
                newest.put(one.getValue().id(), one.getKey());
            }
        }
        for (Map.Entry<Path, Descriptor> one : sound.entrySet()) {
            before.put(one.getKey(), needsOf(one.getKey(), one.getValue()));
        }
        for (List<Path> circle = findCircle(); !circle.isEmpty(); circle = findCircle()) {
            circles.add(circle);
            circle.forEach(before::remove);
            before.values().forEach(list -> list.retainAll(before.keySet()));
        }
        for (Path file : before.keySet()) {
            addSoftEdges(file);
        }
    }

    /** The files that each comes after, without circles. */
    Map<Path, List<Path>> before() {
        return before;
    }

    /** Files that require each other in a circle, each the next one, and the last one the first. */
    List<List<Path>> circles() {
        return circles;
    }

    /** The circles of which nobody could be loaded by itself either, since no requirement in them is optional. */
    List<List<Path>> hopeless() {
        return circles.stream().filter(circle -> {
            List<String> path = path(circle, sound);
            return IntStream.range(0, circle.size()).allMatch(place -> sound.get(circle.get(place)).requires().stream()
                    .anyMatch(need -> need.id().equals(path.get(place + 1)) && !need.optional()));
        }).toList();
    }

    /** A circle in words: the plugins' ids, the first one once more at its end. */
    static List<String> path(List<Path> circle, Map<Path, Descriptor> sound) {
        List<String> ids = new ArrayList<>(circle.stream().map(file -> sound.get(file).id()).toList());
        ids.add(ids.get(0));
        return ids;
    }

    /** The edges about order only that would have closed a circle, one sentence for each. */
    List<String> dropped() {
        return dropped;
    }

    /** What they require; of several versions of one plugin, the newest counts. */
    List<Wish> wishes() {
        List<Wish> wishes = new ArrayList<>();
        for (Path file : newest.values()) {
            wishes.addAll(Wish.of(sound.get(file)));
        }
        if (!wishes.isEmpty()) {
            wishes.sort(Comparator.comparing(Wish::label));
        }
        return List.copyOf(wishes);
    }

    private List<Path> needsOf(Path file, Descriptor descriptor) {
        List<Path> needs = new ArrayList<>();
        for (Requirement requirement : descriptor.requires()) {
            Path provider = newest.get(requirement.id());
            // An optional one of another version is not waited for, so it cannot be part of a circle.
            if (provider != null
                    && (!requirement.optional() || requirement.accepts(sound.get(provider).version()))) {
                needs.add(provider);
            }
        }
        Path first = newest.get(descriptor.id());
        if (!first.equals(file)) {
            needs.add(first);
        }
        return needs;
    }

    private void addSoftEdges(Path file) {
        Set<String> ids = new LinkedHashSet<>(sound.get(file).after());
        ids.addAll(wished.apply(file));
        for (String id : ids) {
            Path earlier = newest.get(id);
            if (!before.containsKey(earlier) || before.get(file).contains(earlier)) {
                continue;
            }
            List<Path> way = way(earlier, file);
            if (way.isEmpty()) {
                before.get(file).add(earlier);
            } else {
                dropped.add(sound.get(file).label() + ": is to be loaded after " + id + ", which comes after it ("
                        + named(way) + "); " + sound.get(file).id() + " -> " + id + " is dropped");
            }
        }
    }

    /** How one file comes, directly or not, after another: both, and what is between them; empty if it does not. */
    private List<Path> way(Path from, Path to) {
        Trail trail = new Trail(from);
        Set<Path> visited = new HashSet<>(Set.of(from));
        while (!trail.isEmpty() && !trail.last().equals(to)) {
            Path next = trail.next();
            if (next == null) {
                trail.stepBack();
            } else if (visited.add(next)) {
                trail.step(next);
            }
        }
        return trail.files;
    }

    private String named(List<Path> way) {
        return String.join(" -> ", way.stream().map(file -> sound.get(file).id()).toList());
    }

    /** One circle, each of its files needing the next; empty if there is none. */
    private List<Path> findCircle() {
        Map<Path, Boolean> finished = new HashMap<>();
        for (Path start : before.keySet()) {
            List<Path> circle = findCircle(start, finished);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private List<Path> findCircle(Path start, Map<Path, Boolean> finished) {
        if (finished.putIfAbsent(start, false) != null) {
            return List.of();
        }
        Trail trail = new Trail(start);
        while (!trail.isEmpty()) {
            Path next = trail.next();
            if (next == null) {
                finished.put(trail.stepBack(), true);
                continue;
            }
            Boolean isFinished = finished.putIfAbsent(next, false);
            if (isFinished == null) {
                trail.step(next);
            } else if (!isFinished) {
                return List.copyOf(trail.files.subList(trail.files.indexOf(next), trail.files.size()));
            }
        }
        return List.of();
    }

    /**
     * From one file to what it comes after, and on from there. Not by recursion: a chain may be longer than a stack is
     * deep.
     */
    private final class Trail {

        private final List<Path> files = new ArrayList<>();
        /** Where each of them leads to that was not tried yet, the last one's first. */
        private final Deque<Iterator<Path>> untried = new ArrayDeque<>();

        Trail(Path start) {
            step(start);
        }

        boolean isEmpty() {
            return files.isEmpty();
        }

        Path last() {
            return files.get(files.size() - 1);
        }

        /** What the last one leads to next, or {@code null} for nothing more. */
        Path next() {
            Iterator<Path> others = untried.element();
            return others.hasNext() ? others.next() : null;
        }

        void step(Path file) {
            files.add(file);
            untried.push(before.get(file).iterator());
        }

        Path stepBack() {
            untried.pop();
            return files.remove(files.size() - 1);
        }
    }
}
