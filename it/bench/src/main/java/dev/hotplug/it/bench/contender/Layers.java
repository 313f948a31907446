package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A {@code ModuleLayer} for each plugin, which is an automatic module. The JDK cannot close one. */
public final class Layers implements Contender {

    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    private record Loaded(ModuleLayer layer, Work work) {
    }

    @Override
    public void boot(Ground ground) {
    }

    @Override
    public void load(Plug plug) {
        List<ModuleLayer> parents = new ArrayList<>();
        List<Configuration> configurations = new ArrayList<>();
        for (String id : plug.requires()) {
            parents.add(loaded.get(id).layer());
        }
        if (parents.isEmpty()) {
            parents.add(ModuleLayer.boot());
        }
        for (ModuleLayer parent : parents) {
            configurations.add(parent.configuration());
        }
        Configuration configuration = Configuration.resolve(ModuleFinder.of(plug.jar()), configurations,
                ModuleFinder.of(), Set.of("bench." + plug.id()));
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(configuration, parents,
                Layers.class.getClassLoader()).layer();
        // A layer's own providers come before those of its parents.
        loaded.put(plug.id(), new Loaded(layer, ServiceLoader.load(layer, Work.class).iterator().next()));
    }

    @Override
    public Work service(String id) {
        Loaded found = loaded.get(id);
        return found == null ? null : found.work();
    }

    @Override
    public Work any() {
        return loaded.values().iterator().next().work();
    }

    @Override
    public Iterable<Work> services() {
        return loaded.values().stream().map(Loaded::work)::iterator;
    }

    @Override
    public void unload(String id) {
        loaded.remove(id).work().end();
    }
}
