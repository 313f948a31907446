package dev.hotplug.samples.markdown;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;

/**
 * A plugin with a library of its own: commonmark-java travels as {@code lib/commonmark-*.jar} inside the
 * plugin's JAR. Neither the host nor another plugin sees it, so each may carry another version.
 */
@PluginDescriptor(id = "markdown", version = "1.0.0", description = "renders CommonMark as HTML")
public final class MarkdownPlugin implements Plugin {

    @Override
    public void start(PluginContext context) {
    }
}
