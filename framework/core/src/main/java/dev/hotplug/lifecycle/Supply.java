package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds among files what others require: the newest version that will do (the kernel's {@code modprobe}). */
final class Supply {

    private final Function<Path, Descriptor> reader;
    private final Predicate<String> isLoaded;
    private final Map<Path, Descriptor> sound = new LinkedHashMap<>();
    private final List<Path> unsound = new ArrayList<>();

    Supply(Function<Path, Descriptor> reader, Predicate<String> isLoaded) {
        this.reader = reader;
        this.isLoaded = isLoaded;
    }

    /**
     * Finds them. A file that is no sound plugin stays in its place among the wanted, and is passed over among the
     * available.
     *
     * @return the wanted files and what they require, directly or through others, and is neither loaded nor wanted;
     *     each after what it requires
     */
    List<Path> run(Collection<Path> wanted, Collection<Path> available) {
        wanted.forEach(file -> read(file).ifPresentOrElse(found -> sound.put(file, found), () -> unsound.add(file)));
        Map<Path, Descriptor> offers = new LinkedHashMap<>();
        boolean complete = sound.values().stream().allMatch(this::isServed);
        if (!complete) {
            available.forEach(file -> read(file).ifPresent(found -> offers.put(file, found)));
        }
        Deque<Descriptor> open = new ArrayDeque<>(sound.values());
        while (!open.isEmpty()) {
            for (Requirement requirement : open.pop().requires()) {
                if (isOpen(requirement)) {
                    best(requirement, offers).ifPresent(file -> {
                        sound.put(file, offers.get(file));
                        open.add(offers.get(file));
                    });
                }
            }
        }
        return inOrder();
    }

    private boolean isServed(Descriptor descriptor) {
        return descriptor.requires().stream().noneMatch(this::isOpen);
    }

    private boolean isOpen(Requirement requirement) {
        return !requirement.optional() && !isLoaded.test(requirement.id())
                && sound.values().stream().noneMatch(found -> found.id().equals(requirement.id()));
    }

    private static Optional<Path> best(Requirement requirement, Map<Path, Descriptor> offers) {
        return offers.entrySet().stream()
                .filter(offer -> offer.getValue().id().equals(requirement.id())
                        && requirement.accepts(offer.getValue().version()))
                .max(Comparator.comparing(offer -> offer.getValue().version(), Requirement::compareVersions))
                .map(Map.Entry::getKey);
    }

    private List<Path> inOrder() {
        BatchOrder batch = new BatchOrder(sound, file -> List.of());
        Map<Path, List<Path>> before = batch.before();
        Set<Path> order = new LinkedHashSet<>(unsound);
        // That none of a circle can be loaded is to be said before what else cannot because of that.
        batch.hopeless().forEach(order::addAll);
        List<Path> left = new ArrayList<>(before.keySet());
        while (!left.isEmpty()) {
            left.removeIf(file -> order.containsAll(before.get(file)) && order.add(file));
        }
        // Those of other circles come last, for the load to say so.
        order.addAll(sound.keySet());
        return List.copyOf(order);
    }

    private Optional<Descriptor> read(Path file) {
        try {
            return Optional.of(reader.apply(file));
        } catch (PluginException noPlugin) {
            return Optional.empty();
        }
    }
}
