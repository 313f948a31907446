/**
 * The class loader of a plugin.
 *
 * <p><b>Order.</b> The package of a class decides who defines it, without a search: packages of the JDK, of the API
 * and those that the host shares come from the host; imported packages from the loader of the plugin that
 * exports them, through a map made at link time; everything else from the plugin's own JAR and its nested
 * libraries. So two loaders that refer to each other never ask one another for the same class, and there is no
 * order of locks to break.
 *
 * <p><b>No locks.</b> A class is defined without one: of several threads that read the same class the JVM lets
 * one define it, and the others take what it defined. The JDK's lock of a class name, which other loaders hold
 * meanwhile, would be kept as long as the loader for each name that anybody ever asked for, and two threads that
 * load a circular hierarchy from two ends would wait for each other for ever.
 *
 * <p><b>Gone.</b> A plugin that was unloaded while somebody still holds an object of it keeps the classes that
 * it has. What it asks for afterwards is refused with a message that says when it left ({@link
 * dev.hotplug.loader.PluginClassLoader#retire}).
 *
 * <p><b>Nothing pins a loader.</b> No static field, no thread local, and no cache of the JDK holds one: resource
 * URLs carry their own handler, which refers to the archive but not to the loader, and never use a cache.
 */
package dev.hotplug.loader;
