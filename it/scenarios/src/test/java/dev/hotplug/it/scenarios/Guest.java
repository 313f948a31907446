package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.UnloadReport;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.probe.Probe;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The child of {@link JvmGuestIT}: a plugin that is the first to use much of the JVM, and tidies up nothing. */
final class Guest {

    private static final PluginJar JAR = PluginJar.annotated()
            .source("""
                    package acme.guest;
                    public interface CountMBean { int getCount(); }
                    """)
            .source("""
                    package acme.guest;
                    public final class Count extends java.util.logging.Handler implements CountMBean {
                        @Override public int getCount() { return 1; }
                        @Override public void publish(java.util.logging.LogRecord record) { }
                        @Override public void flush() { }
                        @Override public void close() { }
                    }
                    """)
            .source("""
                    package acme.guest;
                    import dev.hotplug.api.*;
                    import dev.hotplug.it.fixtures.probe.Probe;
                    import java.lang.management.ManagementFactory;
                    import java.util.ServiceLoader;
                    import java.util.concurrent.*;
                    import java.util.logging.Logger;
                    import javax.management.ObjectName;
                    @PluginDescriptor(id = "guest", version = "1.0.0")
                    public final class GuestPlugin implements Plugin {
                        @Override public void start(PluginContext context) throws Exception {
                            Probe.of(context).watch(getClass().getClassLoader());
                            System.loadLibrary("guest");
                            Count count = new Count();
                            ManagementFactory.getPlatformMBeanServer().registerMBean(count, new ObjectName("acme:x=y"));
                            Logger.getLogger("").addHandler(count);
                            String timeout = new CompletableFuture<String>().completeOnTimeout("timeout", 1,
                                    TimeUnit.MILLISECONDS).get();
                            int exit = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version")
                                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start().waitFor();
                            String service = context.executor().submit(() -> ServiceLoader.load(CountMBean.class)
                                    .findFirst().orElseThrow().getClass().getSimpleName()).get();
                            Probe.of(context).note(timeout + " " + exit + " " + service);
                        }
                    }
                    """)
            .file("META-INF/services/acme.guest.CountMBean", "acme.guest.Count");

    private Guest() {
    }

    /**
     * Loads and unloads it, twice.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("guest");
        // A library of the JDK stands for the plugin's own.
        byte[] code = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib",
                System.mapLibraryName("prefs")));
        Path jar = JAR.file("native/" + System.mapLibraryName("guest"), code).write(folder.resolve("guest.jar"));
        try (PluginHost host = Scenario.host(folder.resolve("work")).dataDirectory(folder.resolve("data")).build()) {
            List<Path> files = Scenario.filesOfPlugins(folder.resolve("work"));
            for (int round = 1; round <= 2; round++) {
                Probe.reset();
                host.load(jar);
                assertThat(Probe.of("guest").events()).containsExactly("timeout 0 Count");
                assertThat(Scenario.filesOfPlugins(folder.resolve("work")))
                        .anyMatch(file -> file.toString().endsWith(System.mapLibraryName("guest")));
                UnloadReport report = host.unload("guest");
                assertThat(report.problems()).isEmpty();
                WeakReference<Object> loader = Probe.of("guest").watched().get(0);
                await().atMost(Scenario.SOON).until(() -> {
                    System.gc();
                    return loader.get() == null;
                });
                assertThat(Scenario.filesOfPlugins(folder.resolve("work"))).isEqualTo(files);
                System.out.println("guest " + round + " is collected");
            }
        }
    }
}
