/**
 * The class loader of a plugin.
 *
 * <p><b>Order.</b> The package of a class decides who defines it, without a search: packages of the JDK, of the API
 * and those that the host shares come from the host; imported packages from the loader of the plugin that
 * exports them, through a map made at link time; everything else from the plugin's own JAR and its nested
 * libraries. So two loaders that refer to each other never ask one another for the same class, and there is no
 * order of locks to break.
 *
 * <p><b>Locks.</b> The only lock is the JDK's lock of one class name, taken only for a name that the archive
 * holds: the JDK keeps such a lock as long as the loader, and a caller who asks for names that are not there must
 * not make that grow. Under it a superclass may be loaded, here or in another loader; the locks that a thread
 * takes that way follow the hierarchy of the classes, which has no circle.
 *
 * <p><b>Gone.</b> A plugin that was unloaded while somebody still holds an object of it keeps the classes that
 * it has. What it asks for afterwards is refused with a message that says when it left ({@link
 * dev.hotplug.loader.PluginClassLoader#retire}).
 *
 * <p><b>Nothing pins a loader.</b> No static field, no thread local, and no cache of the JDK holds one: resource
 * URLs carry their own handler, which refers to the archive but not to the loader, and never use a cache.
 */
package dev.hotplug.loader;
