/**
 * What others may link against: plugins that require {@code greeter}, and a host that has this package on
 * its own class path and shares it ({@code PluginHost.builder().sharePackages(...)}); the plugin then
 * implements the host's interface instead of its own copy.
 */
@ExportPackage
package dev.hotplug.samples.greeter.api;

import dev.hotplug.api.ExportPackage;
