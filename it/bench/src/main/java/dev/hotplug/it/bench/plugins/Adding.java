package dev.hotplug.it.bench.plugins;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.it.bench.spi.Adder;
import java.util.concurrent.Executor;

/** Exports an {@link Adder}, and an {@link Executor} that runs a task on the caller's thread, inside the call. */
public final class Adding implements Plugin {

    @Override
    public void start(PluginContext context) {
        context.export(Adder.class, number -> number + 1);
        context.export(Executor.class, Runnable::run);
    }
}
