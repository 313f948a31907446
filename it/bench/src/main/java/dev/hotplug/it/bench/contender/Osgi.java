package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * An OSGi framework, whichever is on the class path: Felix or Equinox. Bundles are used where they are, not copied.
 * What an activator would do is done here, so that the JARs need none.
 */
public final class Osgi implements Contender {

    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private Framework framework;
    private BundleContext context;

    private record Loaded(Bundle bundle, Work work) {
    }

    @Override
    public void boot(Ground ground) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, ground.work().resolve("storage").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Work.class.getPackageName(),
                Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_BOOT));
        framework.start();
        context = framework.getBundleContext();
    }

    @Override
    public void load(Plug plug) throws Exception {
        start(plug, install(plug));
    }

    /** All are resolved together, which is much faster than one by one. */
    @Override
    public void loadAll(List<Plug> plugs) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Plug plug : plugs) {
            bundles.add(install(plug));
        }
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        for (int i = 0; i < bundles.size(); i++) {
            start(plugs.get(i), bundles.get(i));
        }
    }

    private Bundle install(Plug plug) throws BundleException {
        return context.installBundle("reference:" + plug.jar().toUri());
    }

    private void start(Plug plug, Bundle bundle) throws Exception {
        bundle.start();
        Work work = (Work) bundle.loadClass(plug.serviceClass()).getConstructor().newInstance();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("plugin", plug.id());
        bundle.getBundleContext().registerService(Work.class, work, properties);
        loaded.put(plug.id(), new Loaded(bundle, work));
    }

    /** By the bundle, whose service it is: a filter would have to look at all of them. */
    @Override
    public Work service(String id) {
        Loaded found = loaded.get(id);
        ServiceReference<?>[] references = found == null ? null : found.bundle().getRegisteredServices();
        return references == null ? null : (Work) context.getService(references[0]);
    }

    @Override
    public Work any() {
        return context.getService(context.getServiceReference(Work.class));
    }

    @Override
    public Iterable<Work> services() throws Exception {
        Collection<ServiceReference<Work>> references = context.getServiceReferences(Work.class, null);
        return references.stream().map(context::getService)::iterator;
    }

    @Override
    public void unload(String id) throws BundleException {
        Loaded gone = loaded.remove(id);
        gone.work().end();
        gone.bundle().uninstall();
    }
}
