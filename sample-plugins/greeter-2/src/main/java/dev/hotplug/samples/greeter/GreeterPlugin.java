package dev.hotplug.samples.greeter;

import dev.hotplug.api.Param;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import dev.hotplug.samples.greeter.api.Greeter;
import dev.hotplug.samples.text.Text;

/**
 * The next version of {@code greeter}, for an upgrade in a running host: unload the old one, load this one.
 * Whoever holds a guarded {@link Greeter} service notices no more than another greeting.
 */
@PluginDescriptor(id = "greeter", version = "2.0.0", description = "greets people by name, with feeling",
        requires = "text@[1.2,2)")
public final class GreeterPlugin implements Plugin {

    @Param(description = "word to greet with", writable = true)
    private volatile String word = "Good day";

    @Param(description = "what the greeting ends with", writable = true)
    private volatile String mark = "!";

    @Override
    public void start(PluginContext context) {
        Text text = context.require(Text.class);
        context.export(Greeter.class, greeter(text));
    }

    Greeter greeter(Text text) {
        return name -> word + ", " + text.capitalise(name) + mark;
    }
}
