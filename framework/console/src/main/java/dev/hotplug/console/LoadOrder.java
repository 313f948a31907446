package dev.hotplug.console;

import dev.hotplug.PluginDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The order given, changed where the configuration asks for another: a file moves behind those after which its plugin
 * is to be loaded, but never before one that it requires and that stood before it. What would close a circle is
 * dropped.
 */
final class LoadOrder {

    private final List<LoadRequest> given;
    private final List<Optional<PluginDescription>> plugins;
    /** By place, the places that come before it. */
    private final Map<Integer, Set<Integer>> before = new HashMap<>();

    private LoadOrder(List<LoadRequest> given, Function<LoadRequest, Optional<PluginDescription>> plugins) {
        this.given = given;
        this.plugins = given.stream().map(plugins).toList();
    }

    /**
     * Puts them in order.
     *
     * @param loadAfter by id, the ids that come before it
     * @param plugins what a file says of itself; empty if it is no sound plugin
     */
    static List<LoadRequest> of(List<LoadRequest> given, Map<String, List<String>> loadAfter,
                                Function<LoadRequest, Optional<PluginDescription>> plugins) {
        if (loadAfter.isEmpty() || given.size() < 2) {
            return given;
        }
        LoadOrder order = new LoadOrder(given, plugins);
        order.keepRequirements();
        order.addWishes(loadAfter);
        return order.sorted();
    }

    /** Whom a plugin requires, as text@[1.2,2), or text@^1?; an id has no such letter. */
    static String idOf(String requirement) {
        return requirement.split("[@?]", 2)[0];
    }

    private void keepRequirements() {
        for (int place = 0; place < given.size(); place++) {
            Set<Integer> earlier = new LinkedHashSet<>();
            before.put(place, earlier);
            for (String requirement : plugins.get(place).map(PluginDescription::requires).orElse(List.of())) {
                for (int other : placesOf(idOf(requirement))) {
                    if (other < place) {
                        earlier.add(other);
                    }
                }
            }
        }
    }

    private void addWishes(Map<String, List<String>> loadAfter) {
        for (int place = 0; place < given.size(); place++) {
            for (String id : plugins.get(place).map(PluginDescription::id).map(loadAfter::get).orElse(List.of())) {
                for (int earlier : placesOf(id)) {
                    if (!comesAfter(earlier, place, new HashSet<>())) {
                        before.get(place).add(earlier);
                    }
                }
            }
        }
    }

    private List<Integer> placesOf(String id) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < given.size(); place++) {
            if (plugins.get(place).filter(plugin -> plugin.id().equals(id)).isPresent()) {
                places.add(place);
            }
        }
        return places;
    }

    private boolean comesAfter(int place, int other, Set<Integer> seen) {
        return place == other || seen.add(place)
                && before.get(place).stream().anyMatch(earlier -> comesAfter(earlier, other, seen));
    }

    private List<LoadRequest> sorted() {
        Set<Integer> done = new LinkedHashSet<>();
        while (done.size() < given.size()) {
            for (int place = 0; place < given.size(); place++) {
                if (!done.contains(place) && done.containsAll(before.get(place))) {
                    done.add(place);
                    break;
                }
            }
        }
        return done.stream().map(given::get).toList();
    }
}
