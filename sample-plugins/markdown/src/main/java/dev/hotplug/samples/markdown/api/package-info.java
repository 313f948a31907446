/** What plugins that require {@code markdown} may link against. */
@ExportPackage
package dev.hotplug.samples.markdown.api;

import dev.hotplug.api.ExportPackage;
