package dev.hotplug.it.scenarios;

import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Plugins that need up to three of those before them, always the same ones. */
final class Forest {

    private final List<String> ids = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Set<String>> needs = new ArrayList<>();

    private Forest() {
    }

    /** Plugins that echo. */
    static Forest plant(int size, Path folder) {
        return plant(size, folder, plugin -> plugin.behaviour(Echoing.class));
    }

    static Forest plant(int size, Path folder, UnaryOperator<PluginJar> behaviour) {
        Forest forest = new Forest();
        Random random = new Random(4711);
        for (int i = 0; i < size; i++) {
            Set<String> needed = new TreeSet<>();
            for (int k = random.nextInt(4); k > 0 && i > 0; k--) {
                // Mostly near ones: deep chains rather than one broad root.
                needed.add(forest.ids.get(Math.max(0, i - 1 - random.nextInt(20))));
            }
            String id = "plugin-" + i;
            forest.ids.add(id);
            forest.needs.add(needed);
            forest.files.add(behaviour.apply(PluginJar.plugin(id, "1." + i + ".0"))
                    .requires(needed.toArray(String[]::new)).write(folder.resolve(id + ".jar")));
        }
        return forest;
    }

    int size() {
        return ids.size();
    }

    /** All ids, each after those that it needs. */
    List<String> ids() {
        return ids;
    }

    /** The files, in the order of the ids. */
    List<Path> files() {
        return files;
    }

    String idOf(Path file) {
        int index = files.indexOf(file);
        return index < 0 ? null : ids.get(index);
    }

    /** Those that nobody needs. */
    List<String> leaves() {
        Set<String> needed = new HashSet<>();
        needs.forEach(needed::addAll);
        return ids.stream().filter(id -> !needed.contains(id)).toList();
    }

    /** Some of the ids, in an order in which they can be unloaded. */
    List<String> dependentsFirst(Set<String> some) {
        List<String> order = new ArrayList<>(ids);
        Collections.reverse(order);
        order.retainAll(some);
        return order;
    }

    /** One plugin and all that need it, directly or not. */
    Set<String> dependentsOf(Path file) {
        Set<String> found = new HashSet<>(Set.of(idOf(file)));
        for (int i = 0; i < size(); i++) {
            if (needs.get(i).stream().anyMatch(found::contains)) {
                found.add(ids.get(i));
            }
        }
        return found;
    }
}
