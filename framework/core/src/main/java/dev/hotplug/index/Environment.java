package dev.hotplug.index;

import dev.hotplug.api.Plugin;
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
        List<String> lines = new ArrayList<>(List.of(framework(), CodePlace.version(Plugin.class),
                Runtime.version().toString(), System.getProperty("java.vm.vendor", "")));
        lines.add(platformPackages().toString());
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
        return new Environment(Optional.of(Sha256.of(lines)));
    }

    /** One short text for many lines, other for others. */
    public static String digest(List<String> lines) {
        return Sha256.of(lines);
    }

    /**
     * The key of a verdict.
     *
     * @param providers for each plugin that is linked against, what of it the verdict depends on
     * @return the key, or empty if it cannot be told what a verdict depends on
     */
    public Optional<String> key(List<String> providers) {
        return base.map(environment -> {
            List<String> lines = new ArrayList<>(providers);
            lines.add(environment);
            return Sha256.of(lines);
        });
    }

    /** Names of what the JVM was started with that code in no module may use, {@code --add-exports} included. */
    private static TreeSet<String> platformPackages() {
        Module plugins = ClassLoader.getPlatformClassLoader().getUnnamedModule();
        TreeSet<String> names = new TreeSet<>();
        for (Module module : ModuleLayer.boot().modules()) {
            module.getPackages().stream().filter(name -> module.isExported(name, plugins))
                    .forEach(name -> names.add(module.getName() + "/" + name));
        }
        return names;
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
