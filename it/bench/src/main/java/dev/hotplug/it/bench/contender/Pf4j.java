package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.ExtensionFactory;
import org.pf4j.JarPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.SingletonExtensionFactory;

/**
 * PF4J: the service is an extension, of which there is one instance, made when it is first asked for. To ask after each
 * load would look into all plugins each time.
 */
public final class Pf4j implements Contender {

    private JarPluginManager manager;

    @Override
    public void boot(Ground ground) {
        manager = new JarPluginManager(ground.plugins()) {
            @Override
            protected PluginDescriptorFinder createPluginDescriptorFinder() {
                return new Descriptors();
            }

            @Override
            protected ExtensionFactory createExtensionFactory() {
                return new SingletonExtensionFactory(this);
            }
        };
    }

    @Override
    public void load(Plug plug) {
        manager.loadPlugin(plug.jar());
        manager.startPlugin(plug.id());
    }

    /** All of the directory in one go, which is much faster than one by one. */
    @Override
    public void loadAll(List<Plug> plugs) {
        manager.loadPlugins();
        manager.startPlugins();
    }

    @Override
    public Work service(String id) {
        List<Work> found = manager.getExtensions(Work.class, id);
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public Work any() {
        return services().get(0);
    }

    @Override
    public List<Work> services() {
        return manager.getExtensions(Work.class);
    }

    @Override
    public void unload(String id) {
        Work work = service(id);
        // It finds nothing while another thread asks for the same; the plugin is there all the same.
        if (work != null) {
            work.end();
        }
        manager.unloadPlugin(id);
    }

    /** As PF4J's own, of other attributes: those of one JAR's manifest are for all contenders. */
    private static final class Descriptors extends ManifestPluginDescriptorFinder {

        @Override
        protected PluginDescriptor createPluginDescriptor(Manifest manifest) {
            Attributes main = manifest.getMainAttributes();
            DefaultPluginDescriptor descriptor = new DefaultPluginDescriptor(main.getValue(PLUGIN_ID), "",
                    Plugin.class.getName(), main.getValue(PLUGIN_VERSION), "", "", "");
            String required = main.getValue("Pf4j-Dependencies");
            if (required != null) {
                for (String id : required.split(",")) {
                    descriptor.addDependency(new PluginDependency(id.strip()));
                }
            }
            return descriptor;
        }
    }
}
