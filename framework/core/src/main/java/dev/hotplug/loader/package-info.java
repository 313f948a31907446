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
 * URLs carry their own handler, which refers to the archive but not to the loader, and never use a cache. The one
 * static table ({@code Roots}) finds an archive from the text of a URL, and holds it weakly. The domains of classes do
 * not name their loader, because up to Java 23 every thread keeps the domains that it was made under.
 *
 * <p><b>Nothing is left.</b> Whatever objects of the plugin are registered as with the JVM is withdrawn before the
 * loader is retired ({@code Registrations}). Withdrawing calls the plugin's code, so no lock is held. It asks first
 * whether the plugin has ever seen the registry's type, so that an unload does not load parts of the JDK.
 *
 * <p><b>Native libraries</b> are copied to files when they are asked for, a copy for each load: the JVM refuses a file
 * that another class loader has, until that one is collected. They are deleted when the loader is retired; the JVM
 * unloads the code when it collects the loader.
 */
package dev.hotplug.loader;
