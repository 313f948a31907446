package dev.hotplug.it.scenarios;

import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.UnloadReport;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** The child of {@link RealLibrariesIT}: uses each library, twice, and prints what came of it. */
final class RealLibraries {

    private RealLibraries() {
    }

    /**
     * Uses them.
     *
     * @param args ids, or none for all
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("real-libraries");
        try (PluginHost host = Scenario.host(folder.resolve("work")).dataDirectory(folder.resolve("data")).build()) {
            for (RealLibrary library : RealLibrary.values()) {
                if (args.length > 0 && !List.of(args).contains(library.id())) {
                    continue;
                }
                Path jar = library.jar().write(folder.resolve(library.id() + ".jar"));
                for (int round = 1; round <= 2; round++) {
                    report(library, round, host, jar);
                }
            }
        }
    }

    private static void report(RealLibrary library, int round, PluginHost host, Path jar) {
        String line = library.id() + " " + round + ": ";
        try {
            StringBuilder result = new StringBuilder();
            WeakReference<ClassLoader> loader = loadUseUnload(host, jar, library.id(), result);
            await().atMost(Scenario.SOON).until(() -> {
                System.gc();
                return loader.get() == null;
            });
            System.out.println(line + result + " | collected");
        } catch (ConditionTimeoutException e) {
            System.out.println(line + "not collected");
        } catch (Exception | LinkageError e) {
            System.out.println(line + e);
            e.printStackTrace();
        }
    }

    private static WeakReference<ClassLoader> loadUseUnload(PluginHost host, Path jar, String id, StringBuilder result)
            throws Exception {
        host.load(jar);
        result.append(host.service(Callable.class, id).call());
        WeakReference<ClassLoader> loader;
        try (SymbolRef<?> symbol = host.acquire(Callable.class, id)) {
            loader = new WeakReference<>(symbol.get().getClass().getClassLoader());
        }
        UnloadReport report = host.unload(id);
        report.problems().forEach(problem -> result.append(" | ").append(problem));
        return loader;
    }
}
