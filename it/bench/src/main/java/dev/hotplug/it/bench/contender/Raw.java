package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** What the JDK has for this since ever: {@code URLClassLoader} and {@code ServiceLoader}. */
public final class Raw implements Contender {

    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    private record Loaded(Loader loader, Work work) {
    }

    @Override
    public void boot(Ground ground) {
    }

    @Override
    public void load(Plug plug) throws Exception {
        List<Loader> required = new ArrayList<>();
        for (String id : plug.requires()) {
            required.add(loaded.get(id).loader());
        }
        Loader loader = new Loader(plug.jar().toUri().toURL(), required);
        loaded.put(plug.id(), new Loaded(loader, ServiceLoader.load(Work.class, loader).iterator().next()));
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
    public void unload(String id) throws IOException {
        Loaded gone = loaded.remove(id);
        gone.work().end();
        gone.loader().close();
    }

    private static final class Loader extends URLClassLoader {

        static {
            registerAsParallelCapable();
        }

        private final List<Loader> required;

        Loader(URL jar, List<Loader> required) {
            super(new URL[] {jar}, Raw.class.getClassLoader());
            this.required = required;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (Loader provider : required) {
                Class<?> found = provider.own(name);
                if (found != null) {
                    return found;
                }
            }
            return super.findClass(name);
        }

        /** A class of this plugin, which others use; its file is looked for first, because an exception is slow. */
        private Class<?> own(String name) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null || findResource(name.replace('.', '/') + ".class") == null ? known
                        : super.findClass(name);
            }
        }
    }
}
