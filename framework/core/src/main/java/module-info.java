/**
 * The loader: reads, links, loads, calls and unloads plugins.
 *
 * <p>One package is exported; everything behind it may change at any time.
 */
module dev.hotplug {
    requires transitive dev.hotplug.api;
    requires io.github.classgraph;
    requires org.objectweb.asm;
    requires org.semver4j;
    requires org.slf4j;

    exports dev.hotplug;
}
