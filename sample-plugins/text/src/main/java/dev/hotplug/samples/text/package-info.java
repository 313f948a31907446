/** What plugins that require {@code text} may link against. */
@ExportPackage
package dev.hotplug.samples.text;

import dev.hotplug.api.ExportPackage;
