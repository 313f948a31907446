package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.plugins.Echoing;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The first child of {@link NothingStaysIT}: plugins that use all that a plugin may use, unloaded. */
final class UnloadedPlugin {

    private static final PluginJar TOOL = PluginJar.annotated().source("""
            package acme.tool;
            public final class Tool {
                public static String answer() { return "tool"; }
            }
            """);

    /** A library of its own, an exported package, a task, a timer, a thread-local, a file that stays open. */
    private static final PluginJar BUSY = PluginJar.annotated().library("tool.jar", TOOL).compiledAgainst(TOOL)
            .source("""
                    @dev.hotplug.api.ExportPackage
                    package acme.spi;
                    """)
            .source("""
                    package acme.spi;
                    public interface Answering { String answer(); }
                    """)
            .source("""
                    package acme.busy;
                    import acme.spi.Answering;
                    import acme.tool.Tool;
                    import dev.hotplug.api.*;
                    import dev.hotplug.it.fixtures.probe.Probe;
                    import java.nio.file.Files;
                    import java.util.concurrent.TimeUnit;
                    @PluginDescriptor(id = "busy", version = "1.0.0")
                    public final class BusyPlugin implements Plugin {
                        @Override public void start(PluginContext context) throws Exception {
                            Probe.of(context).watch(getClass().getClassLoader());
                            ThreadLocal<Object> mine = new ThreadLocal<>();
                            context.export(Answering.class, Tool::answer);
                            context.executor().submit(() -> mine.set(this)).get();
                            context.scheduler().scheduleAtFixedRate(() -> Probe.of("busy").open("ticked"),
                                    0, 1, TimeUnit.MILLISECONDS);
                            context.manage(Files.newOutputStream(context.dataDirectory().resolve("open.txt")));
                            context.logger().log(System.Logger.Level.INFO, "up");
                            Probe.of(context).pass("ticked");
                        }
                    }
                    """);

    /** Uses the other one's object, and its service through a guard that must know the other one's types. */
    private static final PluginJar USER = PluginJar.annotated().compiledAgainst(BUSY).source("""
            package acme.user;
            import acme.spi.Answering;
            import dev.hotplug.api.*;
            import dev.hotplug.it.fixtures.probe.Probe;
            @PluginDescriptor(id = "user", version = "1.0.0", requires = "busy@[1,2)")
            public final class UserPlugin implements Plugin {
                private Answering guarded;
                @Override public void start(PluginContext context) {
                    Probe.of(context).watch(getClass().getClassLoader());
                    guarded = context.find(Answering.class).orElseThrow();
                    Probe.of(context).note(context.require(Answering.class).answer() + " " + guarded.answer());
                }
            }
            """);

    private UnloadedPlugin() {
    }

    /**
     * Loads and unloads them, and looks for what is left.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("unloaded-plugin").toRealPath();
        Path work = Files.createDirectory(folder.resolve("work"));
        Path jars = Files.createDirectory(folder.resolve("jars"));
        PluginHost host = Scenario.host(work).dataDirectory(folder.resolve("data")).build();
        // What the first load of all brings in for good (pools, caches, the JVM's own) is not this plugin's.
        loadCallUnload(host, jars);
        Set<String> threads = new TreeSet<>(ownThreads());
        List<Path> files = Scenario.filesOfPlugins(work);

        List<WeakReference<Object>> loaders = loadCallUnload(host, jars);

        assertThat(loaders).hasSize(3);
        assertThat(host.plugins()).isEmpty();
        assertThat(Scenario.filesOfPlugins(work)).as("files in the work directory").isEqualTo(files);
        if (ProcessFacts.tellsOpenFiles()) {
            assertThat(ProcessFacts.openFiles()).as("open files").noneMatch(file ->
                    file.startsWith(folder.toString()) && !Scenario.isOfHost(Path.of(file)));
        }
        await("threads").atMost(Scenario.SOON).untilAsserted(() ->
                assertThat(threads).containsAll(ownThreads()));
        await("class loaders").atMost(Scenario.SOON).untilAsserted(() -> {
            System.gc();
            assertThat(loaders).allMatch(loader -> loader.get() == null);
        });
        host.close();
        assertThat(ProcessFacts.filesUnder(work)).isEmpty();
        assertThat(ProcessFacts.threads()).noneMatch(name -> name.contains("busy") || name.contains("user"));
        System.out.println("nothing is left");
    }

    /** Those of this test's own waiting come and go. */
    private static List<String> ownThreads() {
        return ProcessFacts.threads().stream().filter(name -> !name.startsWith("awaitility")).toList();
    }

    /** The class loaders of all plugins that were loaded. */
    private static List<WeakReference<Object>> loadCallUnload(PluginHost host, Path jars) {
        Probe.reset();
        host.load(BUSY.write(jars.resolve("busy.jar")));
        host.load(USER.write(jars.resolve("user.jar")));
        host.load(PluginJar.plugin("echo", "1.0.0").behaviour(Echoing.class).write(jars.resolve("echo.jar")));
        assertThat(Probe.of("user").events()).containsExactly("tool tool");
        assertThat(host.service(Echo.class).say("x")).isEqualTo("echo:x");
        try (SymbolRef<Echo> pin = host.acquire(Echo.class)) {
            assertThat(pin.get().say("y")).isEqualTo("echo:y");
        }
        for (String id : List.of("echo", "user", "busy")) {
            assertThat(host.unload(id).complete()).as(id).isTrue();
        }
        List<WeakReference<Object>> loaders = Stream.of("busy", "user", "echo")
                .flatMap(id -> Probe.of(id).watched().stream()).toList();
        Probe.reset();
        return loaders;
    }
}
