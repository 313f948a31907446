/**
 * Finds out whether a plugin will find, at run time, every class that its code names, and from whom it gets
 * which package. Pure functions over class files: no file is opened, no class is loaded.
 *
 * <p><b>Order.</b> A reference is resolved as the class loader will resolve it: the JDK, the API and the host's
 * shared packages by package; then packages that required plugins export, by package; then the plugin itself and
 * its nested libraries. A package has one owner. A class that lies in somebody else's package would never be
 * seen, which is a defect, not a matter of order.
 *
 * <p><b>Own classes and libraries.</b> What a plugin's own class misses is a defect and refuses the load. What
 * a nested library misses is a warning: real libraries are full of optional integrations that are never
 * reached.
 *
 * <p><b>Optional plugins.</b> A plugin is loaded without an optional one that is not there, so what its own classes
 * miss may be that one's. A missing class in a package that nobody else has is a warning then; everything else is
 * judged as always, a class missing in a package of the JDK, the host, an imported or an own one included.
 *
 * <p><b>All at once.</b> Defects are collected, not thrown one by one.
 */
package dev.hotplug.link;
