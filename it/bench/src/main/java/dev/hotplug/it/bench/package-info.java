/**
 * What a call, a lookup and an unload attempt cost, measured on a host with a plugin that it loaded from a JAR. The
 * commands are in the module's README.
 */
package dev.hotplug.it.bench;
