package dev.hotplug.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /*
     * The boot layer's modules that the boot and the platform loader define. There are 70 modules with 1,500 packages: the
     * first that ask look the modules through, and the table is made for those who ask often.
     */
    private static final Module[] PLATFORM_MODULES = platformModules();
    private static final int FEW = 64;
    /** How often somebody asked; one that is missed by a race does no harm. */
    private static int asked;
    /** By package; {@code null} until it is worth it. Of two that are made at once, either will do. */
    private static volatile Map<String, Module> platformPackages;

    /** A module without a name, as every plugin's is. */
    private static final Module PLUGIN = PLATFORM.getUnnamedModule();

    private final ClassLoader host;
    private final Set<String> shared;
    private volatile boolean opened;

    private static Module[] platformModules() {
        List<Module> modules = new ArrayList<>();
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getClassLoader() == null || module.getClassLoader() == PLATFORM) {
                modules.add(module);
            }
        }
        return modules.toArray(new Module[0]);
    }

    /** The module of the JDK that has a package, or {@code null} if none has. */
    private static Module platformModuleOf(String packageName) {
        Map<String, Module> packages = platformPackages;
        if (packages != null) {
            return packages.get(packageName);
        }
        if (asked++ < FEW) {
            for (Module module : PLATFORM_MODULES) {
                if (module.getPackages().contains(packageName)) {
                    return module;
                }
            }
            return null;
        }
        packages = new HashMap<>(4096);
        for (Module module : PLATFORM_MODULES) {
            for (String name : module.getPackages()) {
                packages.put(name, module);
            }
        }
        platformPackages = packages;
        return packages.get(packageName);
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
        if (packageName.startsWith("java.")) {
            return PLATFORM;
        }
        if (packageName.equals(API_PACKAGE)) {
            return API;
        }
        return platformModuleOf(packageName) != null ? PLATFORM : shared.contains(packageName) ? host : null;
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
        Module module = platformModuleOf(packageName);
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
        Module module = platformModuleOf(packageName);
        if (module == null) {
            ClassLoader loader = loaderOf(packageName);
            module = PLUGIN;
            for (Module candidate : ModuleLayer.boot().modules()) {
                if (candidate.getClassLoader() == loader && candidate.getPackages().contains(packageName)) {
                    module = candidate;
                }
            }
        }
        boolean exported = module.isExported(packageName, PLUGIN);
        if (exported && module.isNamed() && !isDeclared(module, packageName)) {
            opened = true;
        }
        return exported;
    }

    private static boolean isDeclared(Module module, String packageName) {
        ModuleDescriptor descriptor = module.getDescriptor();
        if (descriptor.isOpen() || descriptor.isAutomatic()) {
            return true;
        }
        for (ModuleDescriptor.Exports exports : descriptor.exports()) {
            if (exports.source().equals(packageName) && !exports.isQualified()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@link #exportsToPlugins} has said yes of a package whose module's declaration says no: in a JVM that is
     * started without {@code --add-exports} and the like it may say no.
     */
    public boolean hasOpened() {
        return opened;
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
