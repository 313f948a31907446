package dev.hotplug.it.scenarios;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.it.fixtures.ProcessFacts;
import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.probe.Probe;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** What all scenarios share: nothing is left of earlier probes, and a test that hangs fails with a thread dump. */
final class Scenario implements BeforeEachCallback, InvocationInterceptor {

    /** For what is expected to happen soon; only a defect makes anybody wait that long. */
    static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * A host that shares the probe with its plugins and keeps its files in a known place. Its loads wait for each
     * other for longer than the watchdog does, so that the wait's own limit cannot heal a lost wake-up.
     */
    static PluginHostBuilder host(Path work) {
        return PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).workDirectory(work)
                .waitLimit(LIMIT.multipliedBy(2));
    }

    /** The files in a host's work directory but for the one that it keeps from load to load. */
    static List<Path> filesOfPlugins(Path work) {
        return ProcessFacts.filesUnder(work).stream().filter(file -> !isOfHost(file)).toList();
    }

    /** Whether a file is the one in which a host stages all images, and which it deletes when it is closed. */
    static boolean isOfHost(Path file) {
        return file.endsWith(Path.of("staged", "images"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Probe.reset();
    }

    @Override
    public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> what,
                                    ExtensionContext context) throws Throwable {
        Watchdog.watch(LIMIT, test::proceed);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> what,
                                            ExtensionContext context) throws Throwable {
        Watchdog.watch(LIMIT, test::proceed);
    }
}
