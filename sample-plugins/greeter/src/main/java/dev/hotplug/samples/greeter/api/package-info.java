/**
 * What plugins that require {@code greeter} may link against. It is apart from the plugin's own classes, so that an
 * upgrade may change those as it likes.
 */
@ExportPackage
package dev.hotplug.samples.greeter.api;

import dev.hotplug.api.ExportPackage;
