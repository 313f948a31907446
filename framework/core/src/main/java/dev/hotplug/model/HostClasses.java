package dev.hotplug.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The classes that every plugin sees without requiring anybody: those of the JDK's boot and platform loaders,
 * the plugin API, and the packages that the host shares. What is not here or imported, a plugin does not
 * see.
 */
public final class HostClasses {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final ClassLoader API = dev.hotplug.api.Plugin.class.getClassLoader();
    private static final String API_PACKAGE = dev.hotplug.api.Plugin.class.getPackageName();

    /** The boot layer's modules that the boot and the platform loader define, by package. */
    private static final Map<String, Module> PLATFORM_PACKAGES = platformPackages();

    /** A module without a name, as every plugin's is. */
    private static final Module PLUGIN = PLATFORM.getUnnamedModule();

    private final ClassLoader host;
    private final Set<String> shared;

    private static Map<String, Module> platformPackages() {
        Map<String, Module> packages = new HashMap<>(4096);
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getClassLoader() == null || module.getClassLoader() == PLATFORM) {
                for (String name : module.getPackages()) {
                    packages.put(name, module);
                }
            }
        }
        return packages;
    }

    /**
     * @param host the loader of the shared packages
     * @param shared names of the packages that the host shares
     */
    public HostClasses(ClassLoader host, Set<String> shared) {
        this.host = host;
        this.shared = Set.copyOf(shared);
    }

    /**
     * The loader that a package comes from.
     *
     * @param packageName with dots
     * @return the loader, or {@code null} if neither the JDK nor the host provides the package
     */
    public ClassLoader loaderOf(String packageName) {
        if (PLATFORM_PACKAGES.containsKey(packageName) || packageName.startsWith("java.")) {
            return PLATFORM;
        }
        if (packageName.equals(API_PACKAGE)) {
            return API;
        }
        return shared.contains(packageName) ? host : null;
    }

    /**
     * The class file of a class as the host sees it: of one of these packages, or of another one that a class in
     * them builds upon. Loads nothing.
     *
     * @param internalName as {@code java/util/List}
     * @return its bytes, or {@code null} if there is no such class
     * @throws UncheckedIOException if it cannot be read
     */
    public byte[] classFile(String internalName) {
        String file = internalName + ".class";
        String packageName = packageOf(internalName);
        Module module = PLATFORM_PACKAGES.get(packageName);
        ClassLoader loader = loaderOf(packageName);
        try (InputStream in = module != null ? module.getResourceAsStream(file)
                : (loader == null ? host : loader).getResourceAsStream(file)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(file, failure);
        }
    }

    /**
     * Whether the module that a package lies in lets plugins use it. Plugins are in no named module, so they see what
     * is exported or opened to all, in its declaration or by {@code --add-exports}.
     *
     * @param packageName with dots
     * @return {@code true} if so, or if the package lies in no named module
     */
    public boolean exportsToPlugins(String packageName) {
        Module module = PLATFORM_PACKAGES.get(packageName);
        if (module == null) {
            ClassLoader loader = loaderOf(packageName);
            module = PLUGIN;
            for (Module candidate : ModuleLayer.boot().modules()) {
                if (candidate.getClassLoader() == loader && candidate.getPackages().contains(packageName)) {
                    module = candidate;
                }
            }
        }
        return module.isExported(packageName, PLUGIN);
    }

    private static String packageOf(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.');
    }

    /** The loader of the shared packages. */
    public ClassLoader loader() {
        return host;
    }

    /** The shared packages of the host, without the API's. */
    public Set<String> shared() {
        return shared;
    }
}
