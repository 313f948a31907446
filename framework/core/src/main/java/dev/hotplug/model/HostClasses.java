package dev.hotplug.model;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes that every plugin sees without requiring anybody: those of the JDK's boot and platform loaders,
 * the plugin API, and the packages that the host shares. What is not here or imported, a plugin does not
 * see.
 */
public final class HostClasses {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final ClassLoader API = dev.hotplug.api.Plugin.class.getClassLoader();
    private static final String API_PACKAGE = dev.hotplug.api.Plugin.class.getPackageName();

    /** Packages of the boot layer's modules that the boot and the platform loader define. */
    private static final Set<String> PLATFORM_PACKAGES = ModuleLayer.boot().modules().stream()
            .filter(module -> module.getClassLoader() == null || module.getClassLoader() == PLATFORM)
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toCollection(HashSet::new));

    private final ClassLoader host;
    private final Set<String> shared;

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
        if (PLATFORM_PACKAGES.contains(packageName) || packageName.startsWith("java.")) {
            return PLATFORM;
        }
        if (packageName.equals(API_PACKAGE)) {
            return API;
        }
        return shared.contains(packageName) ? host : null;
    }

    /**
     * Whether a class of one of these packages exists. Loads nothing.
     *
     * @param internalName as {@code java/util/List}
     * @return {@code true} if it exists
     */
    public boolean exists(String internalName) {
        int slash = internalName.lastIndexOf('/');
        ClassLoader loader = slash < 0 ? null : loaderOf(internalName.substring(0, slash).replace('/', '.'));
        return loader != null && loader.getResource(internalName + ".class") != null;
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
