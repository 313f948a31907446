/** What plugins that require {@code http-status} may link against. */
@ExportPackage
package dev.hotplug.samples.httpstatus.api;

import dev.hotplug.api.ExportPackage;
