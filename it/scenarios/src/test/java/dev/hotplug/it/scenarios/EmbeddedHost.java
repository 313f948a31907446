package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The child of {@link SeparateHostsIT}: an application server, so to speak, that deploys an application with a
 * host of its own, lets it run and drops it.
 */
final class EmbeddedHost {

    private EmbeddedHost() {
    }

    /** The application. Every class that it uses, the framework's included, is of its own class loader. */
    public static final class Application implements Runnable {

        @Override
        public void run() {
            assertThat(PluginHost.class.getClassLoader()).isSameAs(Application.class.getClassLoader())
                    .isNotSameAs(ClassLoader.getSystemClassLoader());
            try {
                Path folder = Files.createTempDirectory("embedded-host");
                Path jar = PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(folder.resolve("e.jar"));
                try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
                    host.load(jar);
                    System.out.println(host.service(Echo.class).say("embedded"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Deploys and drops it.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Set<String> threads = new TreeSet<>(ownThreads());
        WeakReference<ClassLoader> application = deploy();
        await("threads").atMost(Scenario.SOON).untilAsserted(() ->
                assertThat(threads).containsAll(ownThreads()));
        await("class loader").atMost(Scenario.SOON).untilAsserted(() -> {
            System.gc();
            assertThat(application.get()).isNull();
        });
        assertThat(Probe.of("echo").watched()).as("the outer copy was never used").isEmpty();
        System.out.println("the application is collected");
    }

    private static WeakReference<ClassLoader> deploy() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> url(Path.of(entry))).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            ((Runnable) loader.loadClass(Application.class.getName()).getConstructor().newInstance()).run();
            return new WeakReference<>(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        }
    }

    /** Those of this test's own waiting come and go. */
    private static List<String> ownThreads() {
        return ProcessFacts.threads().stream().filter(name -> !name.startsWith("awaitility")).toList();
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry.toString(), e);
        }
    }
}
