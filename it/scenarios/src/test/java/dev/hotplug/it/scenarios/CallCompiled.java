package dev.hotplug.it.scenarios;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

/** The child of {@link CallCompiledIT}: calls often enough to be compiled. */
final class CallCompiled {

    private static final int CALLS = 500_000;

    private CallCompiled() {
    }

    /**
     * Calls.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("call-compiled");
        Path jar = PluginJar.plugin("target", "1.0.0").behaviour(CallTarget.class).write(folder.resolve("target.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(folder).build()) {
            host.load(jar);
            IntUnaryOperator service = host.service(IntUnaryOperator.class, "empty");
            int number = 0;
            for (int i = 0; i < CALLS; i++) {
                number = service.applyAsInt(number);
            }
            System.out.println("counted to " + number);
        }
    }
}
