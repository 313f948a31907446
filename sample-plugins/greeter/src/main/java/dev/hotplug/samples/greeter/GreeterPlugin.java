package dev.hotplug.samples.greeter;

import dev.hotplug.api.Param;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import dev.hotplug.samples.greeter.api.Greeter;
import dev.hotplug.samples.text.Text;

/**
 * A plugin that builds on another one ({@code text}) and takes a parameter:
 * {@code plugin load greeter.jar word=Hi}.
 */
@PluginDescriptor(id = "greeter", version = "1.4.0", description = "greets people by name",
        requires = "text@[1.2,2)")
public final class GreeterPlugin implements Plugin {

    @Param(description = "word to greet with", writable = true)
    private volatile String word = "Hello";

    @Override
    public void start(PluginContext context) {
        Text text = context.require(Text.class);
        context.export(Greeter.class, greeter(text));
    }

    Greeter greeter(Text text) {
        return name -> word + ", " + text.capitalise(name);
    }
}
