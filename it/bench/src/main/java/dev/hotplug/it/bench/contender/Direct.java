package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The floor: a class loader over a {@code JarFile}, a class named in advance, and nothing else. */
public final class Direct implements Contender {

    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private int threads;

    private record Loaded(Loader loader, Work work) {
    }

    @Override
    public void boot(Ground ground) {
        threads = ground.threads();
    }

    @Override
    public void load(Plug plug) throws Exception {
        Map<String, Loader> imports = new HashMap<>();
        for (String id : plug.requires()) {
            imports.put(Plug.apiPackage(id), loaded.get(id).loader());
        }
        Loader loader = new Loader(new JarFile(plug.jar().toFile()), imports);
        Work work = (Work) loader.loadClass(plug.serviceClass()).getConstructor().newInstance();
        loaded.put(plug.id(), new Loaded(loader, work));
    }

    /** With several threads, plugins that require nothing. */
    @Override
    public void loadAll(List<Plug> plugs) throws Exception {
        if (threads == 1) {
            Contender.super.loadAll(plugs);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> loads = new ArrayList<>();
        for (Plug plug : plugs) {
            loads.add(pool.submit(() -> {
                load(plug);
                return null;
            }));
        }
        for (Future<?> load : loads) {
            load.get();
        }
        pool.shutdown();
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

    private static final class Loader extends ClassLoader implements Closeable {

        static {
            registerAsParallelCapable();
        }

        private final JarFile jar;
        private final Map<String, Loader> imports;

        Loader(JarFile jar, Map<String, Loader> imports) {
            super(Direct.class.getClassLoader());
            this.jar = jar;
            this.imports = imports;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Loader provider = imports.get(name.substring(0, name.lastIndexOf('.')));
            if (provider != null) {
                return provider.loadClass(name);
            }
            JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
            if (entry == null) {
                throw new ClassNotFoundException(name);
            }
            try (InputStream in = jar.getInputStream(entry)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
