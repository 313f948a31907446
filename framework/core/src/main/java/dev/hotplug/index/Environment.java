package dev.hotplug.index;

import dev.hotplug.api.Plugin;
import dev.hotplug.model.Fingerprint;
import dev.hotplug.model.HostClasses;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a link verdict depends on beside the plugins that were linked against: the JVM's version and what its modules
 * export, the framework's and the API's version, and the classes that the host shares.
 *
 * <p>Of these, it takes the names of the packages, and size and time of change of the JARs and class files that they
 * come from and of the JARs on the class path. Not seen: a file that changed without changing either; a super type of a
 * shared type, where it comes from a directory, or from a JAR that is neither the type's own nor on the class path.
 * If it cannot be found out where a shared package comes from, there is no key, and no verdict is kept.
 */
public final class Environment {

    private final Optional<String> base;

    private Environment(Optional<String> base) {
        this.base = base;
    }

    /** The framework's version, by which files of the index are told apart. */
    public static String framework() {
        return CodePlace.version(Environment.class);
    }

    /** Looks at what a host gives its plugins. Takes some milliseconds. */
    public static Environment of(HostClasses host) {
        List<String> lines = new ArrayList<>();
        lines.add(framework());
        lines.add(CodePlace.version(Plugin.class));
        lines.add(System.getProperty("java.runtime.version", ""));
        lines.add(System.getProperty("java.vm.vendor", ""));
        lines.add(Long.toHexString(platformPackages()));
        for (String name : new TreeSet<>(host.shared())) {
            List<String> stamps = stamps(host.loaderOf(name), name);
            if (stamps.isEmpty() || stamps.contains(CodePlace.UNKNOWN)) {
                return new Environment(Optional.empty());
            }
            lines.add(name);
            lines.addAll(stamps);
        }
        if (!host.shared().isEmpty()) {
            for (String place : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
                lines.add(CodePlace.jarStamp(place));
            }
        }
        return new Environment(Optional.of(digest(lines)));
    }

    /** One short text for many lines, other for others; see {@link Fingerprint} for what it may be used for. */
    public static String digest(List<String> lines) {
        Fingerprint fingerprint = new Fingerprint();
        for (String line : lines) {
            fingerprint.add(line);
        }
        return fingerprint.toString();
    }

    /**
     * The key of a verdict.
     *
     * @param providers for each plugin that is linked against, what of it the verdict depends on
     * @return the key, or empty if it cannot be told what a verdict depends on
     */
    public Optional<String> key(List<String> providers) {
        if (base.isEmpty()) {
            return base;
        }
        List<String> lines = new ArrayList<>(providers);
        lines.add(base.get());
        return Optional.of(digest(lines));
    }

    /**
     * Stands for the names of what the JVM was started with that code in no module may use, {@code --add-exports}
     * included. A sum, since the modules and their packages come in another order in each JVM.
     */
    private static long platformPackages() {
        Module plugins = ClassLoader.getPlatformClassLoader().getUnnamedModule();
        long sum = 0;
        for (Module module : ModuleLayer.boot().modules()) {
            long salt = module.getName().hashCode() * 0x9E3779B97F4A7C15L;
            for (String name : module.getPackages()) {
                if (module.isExported(name, plugins)) {
                    long hash = (salt ^ name.hashCode()) * 0xFF51AFD7ED558CCDL;
                    sum += (hash ^ hash >>> 32) * 0xC4CEB9FE1A85EC53L;
                }
            }
        }
        return sum;
    }

    private static List<String> stamps(ClassLoader loader, String packageName) {
        List<String> stamps = new ArrayList<>();
        try {
            for (URL place : Collections.list(loader.getResources(packageName.replace('.', '/') + "/"))) {
                stamps.add(CodePlace.packageStamp(place));
            }
        } catch (IOException failure) {
            return List.of();
        }
        return stamps;
    }
}
