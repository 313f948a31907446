/** What plugins that require {@code clock} may link against. */
@ExportPackage
package dev.hotplug.samples.clock.api;

import dev.hotplug.api.ExportPackage;
