/**
 * The framework, for applications that embed it. Everything begins at {@link dev.hotplug.PluginHost#builder}.
 */
package dev.hotplug;
