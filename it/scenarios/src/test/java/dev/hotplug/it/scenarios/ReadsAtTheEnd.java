package dev.hotplug.it.scenarios;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import java.util.concurrent.Executor;

/** Goes to the end of the stack when it is called, and reads a file of its own on each step of the way back. */
public final class ReadsAtTheEnd implements Plugin {

    @Override
    public void start(PluginContext context) {
        context.export(Executor.class, context.id(), work -> descend());
    }

    private void descend() {
        try {
            descend();
        } finally {
            getClass().getResourceAsStream("/META-INF/MANIFEST.MF");
        }
    }
}
