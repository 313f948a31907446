package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * The child of {@link StackEndIT}: plugins read their files, and are loaded, at each distance from the end of the stack.
 * What is begun there and cannot be ended would be in everybody's way from then on.
 */
final class StackEnds {

    private static final long STACK = 256 * 1024;
    private static final int ROUNDS = 40;
    /** So that the end of the stack is at another place each time. */
    private static final int STEP = 64;

    private final PluginHost host;
    private final Path other;
    private boolean loaded;

    private StackEnds(PluginHost host, Path other) {
        this.host = host;
        this.other = other;
    }

    /** Runs both. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("stack-ends");
        Path jar = PluginJar.plugin("target", "1.0.0").behaviour(ReadsAtTheEnd.class)
                .write(folder.resolve("target.jar"));
        Path other = PluginJar.plugin("other", "1.0.0").behaviour(ReadsAtTheEnd.class)
                .write(folder.resolve("other.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(folder).build()) {
            host.load(jar);
            StackEnds ends = new StackEnds(host, other);
            ends.read();
            System.out.println("read");
            ends.load();
            System.out.println("loaded");
            assertThat(host.unload("target").complete()).isTrue();
            assertThat(host.plugins()).isEmpty();
            System.out.println("nothing stayed");
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
