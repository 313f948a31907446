package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginException;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;

/**
 * The child of {@link StackEndIT}: plugins read their files, are loaded and are unloaded, at each distance from the end
 * of the stack. What is begun there and cannot be ended would be in everybody's way from then on.
 */
final class StackEnds {

    private static final long STACK = 256 * 1024;
    private static final int ROUNDS = 40;
    private static final int UNLOADS = 10;
    /** So that the end of the stack is at another place each time. */
    private static final int STEP = 64;

    private final PluginHost host;
    private final Path other;
    private boolean loaded;
    private boolean unloaded;

    private StackEnds(PluginHost host, Path other) {
        this.host = host;
        this.other = other;
    }

    /**
     * Reads and loads, or unloads.
     *
     * @param args which: {@code load} or {@code unload}; before the latter, how many descriptions warm the JVM up
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("stack-ends");
        Path jar = PluginJar.plugin("target", "1.0.0").behaviour(ReadsAtTheEnd.class)
                .write(folder.resolve("target.jar"));
        Path other = PluginJar.plugin("other", "1.0.0").behaviour(ReadsAtTheEnd.class)
                .write(folder.resolve("other.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(folder).build()) {
            host.load(jar);
            StackEnds ends = new StackEnds(host, other);
            if (args[0].equals("unload")) {
                ends.unload(Integer.parseInt(args[1]));
            } else {
                ends.read();
                ends.load();
            }
            assertThat(host.unload("target").complete()).isTrue();
            assertThat(host.plugins()).isEmpty();
            System.out.println("nothing stayed");
        }
    }

    /**
     * What a JVM does for the first time takes most stack, so it has never unloaded anything. Forced, while somebody holds
     * it: that has the most to do, and some of it later.
     */
    private void unload(int warm) throws InterruptedException {
        for (int i = 0; i < warm; i++) {
            host.describe("target");
        }
        for (int i = 0; i < UNLOADS; i++) {
            host.load(other);
            unloaded = false;
            try (SymbolRef<Executor> held = host.acquire(Executor.class, "other")) {
                dive(i, this::unloadOnTheWayBack);
                assertThat(held.get()).isNotNull();
            }
            if (host.plugin("other").isPresent()) {
                host.unload("other");
            }
            Awaitility.await().untilAsserted(() -> assertThat(host.plugins()).hasSize(1));
        }
    }

    private void unloadOnTheWayBack() {
        try {
            unloadOnTheWayBack();
        } catch (StackOverflowError end) {
            if (!unloaded) {
                unloadHere();
            }
            throw end;
        }
    }

    private void unloadHere() {
        try {
            host.unload("other", UnloadOptions.defaults().forced());
            unloaded = true;
        } catch (PluginException | StackOverflowError | NoClassDefFoundError tooLittleIsLeft) {
            return;
        }
    }

    private void read() throws InterruptedException {
        Executor reading = host.service(Executor.class, "target");
        for (int i = 0; i < ROUNDS; i++) {
            dive(i, () -> reading.execute(() -> { }));
            host.load(other);
            host.unload("other");
        }
    }

    private void load() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            loaded = false;
            dive(i, this::loadOnTheWayBack);
            if (loaded) {
                host.unload("other");
            }
            host.load(other);
            host.unload("other");
        }
    }

    private void loadOnTheWayBack() {
        try {
            loadOnTheWayBack();
        } catch (StackOverflowError end) {
            if (!loaded) {
                loadHere();
            }
            throw end;
        }
    }

    private void loadHere() {
        try {
            host.load(other);
            loaded = true;
        } catch (PluginException | StackOverflowError | NoClassDefFoundError tooLittleIsLeft) {
            return;
        }
    }

    private static void dive(int round, Runnable what) throws InterruptedException {
        Thread thread = new Thread(null, () -> {
            try {
                what.run();
            } catch (StackOverflowError expected) {
                return;
            }
        }, "diver", STACK + (long) round * STEP);
        thread.start();
        thread.join();
    }
}
