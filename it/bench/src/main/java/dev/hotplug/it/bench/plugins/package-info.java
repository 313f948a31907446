/** The measured plugin. Not shared: the host loads it from a JAR only. */
package dev.hotplug.it.bench.plugins;
