package dev.hotplug.link;

import dev.hotplug.model.HostClasses;
import java.lang.module.ModuleFinder;

/** Names whoever provides a package that no plugin has to require. */
final class HostPackages {

    private static final String API = dev.hotplug.api.Plugin.class.getPackageName();

    private HostPackages() {
    }

    static String owner(HostClasses host, String packageName) {
        if (packageName.equals(API)) {
            return "the plugin API";
        }
        return host.shared().contains(packageName) ? "the host, which shares it" : "the JDK";
    }

    /**
     * Why a package of the JDK is not seen, and what to do, or {@code null} if the JDK has no such package. An
     * application that is a module itself runs with the JDK's modules that it needs only.
     */
    static String hiddenInJdk(String packageName) {
        return ModuleFinder.ofSystem().findAll().stream().map(module -> module.descriptor())
                .filter(module -> module.packages().contains(packageName)).findFirst()
                .map(module -> ModuleLayer.boot().findModule(module.name()).isPresent()
                        ? "it is in the JDK's module " + module.name() + ", which plugins do not see; have the host "
                                + "share " + packageName
                        : "it is in the JDK's module " + module.name() + ", which this JVM did not resolve; start "
                                + "the host with --add-modules " + module.name())
                .orElse(null);
    }
}
