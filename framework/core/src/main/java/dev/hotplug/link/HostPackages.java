package dev.hotplug.link;

import dev.hotplug.model.HostClasses;

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
}
