package dev.hotplug.samples.text.internal;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;

/**
 * A plugin for other plugins: it shares an interface (by {@code @ExportPackage} on its package) and an
 * object that implements it (by {@code @Export} on {@link PlainText}). There is nothing to start.
 */
@PluginDescriptor(id = "text", version = "1.2.0", description = "capitalises, slugs and wraps text")
public final class TextPlugin implements Plugin {

    @Override
    public void start(PluginContext context) {
    }
}
