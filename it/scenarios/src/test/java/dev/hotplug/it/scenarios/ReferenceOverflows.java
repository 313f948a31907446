package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * The child of {@link CallCountIT} that acquires references until there is no stack left, wherever in the getting or the
 * giving back that is.
 */
final class ReferenceOverflows {

    /** A small stack is full soon, and it is full at another place each time. */
    private static final long STACK = 256 * 1024;
    private static final int DEPTHS = 97;

    private final PluginHost host;

    private ReferenceOverflows(PluginHost host) {
        this.host = host;
    }

    /**
     * Overflows, and looks at the counts.
     *
     * @param args how many overflows, and whether holders are tracked
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("reference-overflows");
        Path jar = PluginJar.plugin("target", "1.0.0").behaviour(CallTarget.class).write(folder.resolve("target.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(folder)
                .trackHolders(Boolean.parseBoolean(args[1])).build()) {
            host.load(jar);
            Throwable[] failure = new Throwable[1];
            Thread thread = new Thread(null, () -> overflow(host, count), "diver", STACK);
            thread.setUncaughtExceptionHandler((dead, thrown) -> failure[0] = thrown);
            thread.start();
            thread.join();
            assertThat(failure[0]).isNull();
            assertThat(host.plugin("target")).map(PluginInfo::references).contains(0);
            assertThat(host.unload("target").complete()).isTrue();
            System.out.println(count + " overflows, no count left");
        }
    }

    private static void overflow(PluginHost host, int count) {
        for (int i = 0; i < count; i++) {
            try {
                new ReferenceOverflows(host).deepen(i % DEPTHS);
                throw new AssertionError("there is no end to this stack");
            } catch (StackOverflowError expected) {
                continue;
            }
        }
    }

    private void deepen(int frames) {
        if (frames > 0) {
            deepen(frames - 1);
        } else {
            dive();
        }
    }

    private void dive() {
        SymbolRef<Executor> held = host.acquire(Executor.class);
        try {
            dive();
        } finally {
            held.close();
        }
    }
}
