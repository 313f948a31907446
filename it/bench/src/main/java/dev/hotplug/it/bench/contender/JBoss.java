package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.io.IOException;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import org.jboss.modules.DependencySpec;
import org.jboss.modules.LocalDependencySpecBuilder;
import org.jboss.modules.LocalLoader;
import org.jboss.modules.Module;
import org.jboss.modules.ModuleDependencySpecBuilder;
import org.jboss.modules.ModuleFinder;
import org.jboss.modules.ModuleLoadException;
import org.jboss.modules.ModuleLoader;
import org.jboss.modules.ModuleSpec;
import org.jboss.modules.Resource;
import org.jboss.modules.ResourceLoader;
import org.jboss.modules.ResourceLoaderSpec;
import org.jboss.modules.ResourceLoaders;

/** JBoss Modules: a module for each plugin, its specification built in code. */
public final class JBoss implements Contender {

    private final Map<String, Plug> known = new ConcurrentHashMap<>();
    private final Map<String, ResourceLoader> roots = new ConcurrentHashMap<>();
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private final DependencySpec host = new LocalDependencySpecBuilder().setLocalLoader(new HostLoader())
            .setLoaderPaths(Set.of(Work.class.getPackageName().replace('.', '/'))).build();
    private final Loader loader = new Loader(new ModuleFinder() {
        @Override
        public ModuleSpec findModule(String name, ModuleLoader delegate) throws ModuleLoadException {
            return specification(known.get(name));
        }
    });

    private record Loaded(Module module, Work work) {
    }

    @Override
    public void boot(Ground ground) {
        // What it gives to ServiceLoader are the JDK's JAR URLs, whose cache would keep each JAR open for good.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    @Override
    public void load(Plug plug) throws ModuleLoadException {
        known.put(plug.id(), plug);
        Module module = loader.loadModule(plug.id());
        loaded.put(plug.id(), new Loaded(module, module.loadService(Work.class).iterator().next()));
    }

    private ModuleSpec specification(Plug plug) throws ModuleLoadException {
        if (plug == null) {
            return null;
        }
        try {
            ResourceLoader root = ResourceLoaders.createJarResourceLoader(new JarFile(plug.jar().toFile()));
            roots.put(plug.id(), root);
            ModuleSpec.Builder builder = ModuleSpec.build(plug.id())
                    .addResourceRoot(ResourceLoaderSpec.createResourceLoaderSpec(root))
                    .addDependency(DependencySpec.OWN_DEPENDENCY)
                    .addDependency(host);
            for (String id : plug.requires()) {
                builder.addDependency(new ModuleDependencySpecBuilder().setName(id).build());
            }
            return builder.create();
        } catch (IOException e) {
            throw new ModuleLoadException(e);
        }
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
        Loaded gone = loaded.remove(id);
        gone.work().end();
        loader.forget(gone.module());
        known.remove(id);
        roots.remove(id).close();
    }

    /** The host's own classes. */
    private static final class HostLoader implements LocalLoader {

        @Override
        public Class<?> loadClassLocal(String name, boolean resolve) {
            try {
                return JBoss.class.getClassLoader().loadClass(name);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        @Override
        public Package loadPackageLocal(String name) {
            return null;
        }

        @Override
        public List<Resource> loadResourceLocal(String name) {
            return List.of();
        }
    }

    private static final class Loader extends ModuleLoader {

        Loader(ModuleFinder finder) {
            super(finder);
        }

        void forget(Module module) {
            unloadModuleLocal(module.getName(), module);
        }
    }
}
