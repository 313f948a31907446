package dev.hotplug.index;

import dev.hotplug.api.Plugin;
import dev.hotplug.model.Fingerprint;
import dev.hotplug.model.HostClasses;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a link verdict depends on beside the plugins that were linked against: the JVM's version and its modules, the
 * framework's and the API's version, and the classes that the host shares. Of packages that are exported only because of how
 * the JVM was started, few verdicts know; these bear {@link #opened} as well.
 *
 * <p>Of these, it takes the names of the packages, and size and time of change of the JARs and class files that they
 * come from and of the JARs on the class path. Not seen: a file that changed without changing either; a super type of a
 * shared type, or one that its members name, where it comes from a directory, or from a JAR that is neither the type's own
 * nor on the class path.
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
    public static Environment of(HostClasses host, ClassPath classPath) {
        List<String> lines = new ArrayList<>();
        lines.add(framework());
        lines.add(CodePlace.version(Plugin.class));
        lines.add(System.getProperty("java.runtime.version", ""));
        lines.add(System.getProperty("java.vm.vendor", ""));
        lines.add(Long.toHexString(modules()));
        for (String name : new TreeSet<>(host.shared())) {
            List<String> stamps = stamps(host.loaderOf(name), name, classPath);
            if (stamps.isEmpty() || stamps.contains(CodePlace.UNKNOWN)) {
                return new Environment(Optional.empty());
            }
            lines.add(name + " " + host.exportsToPlugins(name));
            lines.addAll(stamps);
        }
        if (!host.shared().isEmpty()) {
            lines.addAll(classPath.stamps());
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
     * Stands for the packages that code in no module may use in this JVM, {@code --add-exports} included. Takes some
     * milliseconds the first time.
     */
    public static String opened() {
        return Opened.TEXT;
    }

    private static final class Opened {

        static final String TEXT = text();

        private static String text() {
            Module plugins = ClassLoader.getPlatformClassLoader().getUnnamedModule();
            long sum = 0;
            for (Module module : ModuleLayer.boot().modules()) {
                long salt = module.getName().hashCode() * 0x9E3779B97F4A7C15L;
                for (String name : module.getPackages()) {
                    if (module.isExported(name, plugins)) {
                        sum += mixed(salt ^ name.hashCode());
                    }
                }
            }
            return Long.toHexString(sum);
        }
    }

    /**
     * Stands for the names of the modules that the JVM was started with. Of the JDK's, that says what they declare, since the
     * JDK's version stands beside it; others matter to plugins only by the packages that the host shares. A sum, since
     * modules come in another order in each JVM.
     */
    private static long modules() {
        long sum = 0;
        for (Module module : ModuleLayer.boot().modules()) {
            sum += mixed(module.getName().hashCode());
        }
        return sum;
    }

    private static long mixed(long value) {
        long hash = value * 0xFF51AFD7ED558CCDL;
        return (hash ^ hash >>> 32) * 0xC4CEB9FE1A85EC53L;
    }

    private static List<String> stamps(ClassLoader loader, String packageName, ClassPath classPath) {
        List<String> stamps = new ArrayList<>();
        try {
            for (URL place : classPath.places(loader, packageName.replace('.', '/') + "/")) {
                stamps.add(CodePlace.packageStamp(place));
            }
        } catch (IOException failure) {
            return List.of();
        }
        return stamps;
    }
}
