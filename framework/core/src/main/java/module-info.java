/**
 * The loader: reads, links, loads, calls and unloads plugins.
 *
 * <p>One package is exported; everything behind it may change at any time.
 */
module dev.hotplug {
    requires transitive dev.hotplug.api;
    requires org.objectweb.asm;
    requires org.semver4j;
    requires org.slf4j;
    // Looked into for what a plugin left there, and only if the plugin knew them.
    requires static java.desktop;
    requires static java.logging;
    requires static java.management;
    requires static java.sql;

    exports dev.hotplug;

    provides java.net.spi.URLStreamHandlerProvider with dev.hotplug.loader.ResourceUrls;
}
