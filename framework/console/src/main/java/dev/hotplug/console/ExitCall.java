package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who ended the process, if it was a plugin: while the process ends, that thread stands in the call that ended it. */
final class ExitCall {

    private ExitCall() {
    }

    /**
     * Looks at every platform thread, so only the end of the process asks. Class loaders of plugins are named by id and
     * load number, and the frames of their classes by the loader.
     *
     * @return one line that names plugin, thread and line of code; empty if no plugin did it
     */
    static Optional<String> ofPlugin(PluginHost host) {
        List<PluginInfo> plugins = host.plugins();
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
            boolean exits = false;
            for (StackTraceElement frame : thread.getValue()) {
                exits |= frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
                if (exits && frame.getClassLoaderName() != null) {
                    for (PluginInfo plugin : plugins) {
                        if (frame.getClassLoaderName().equals(plugin.id() + "#" + plugin.loadNumber())) {
                            return Optional.of(plugin.id() + " " + plugin.version() + " called System.exit, on thread \""
                                    + thread.getKey().getName() + "\" at " + frame + "; the host ends");
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }
}
