package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginException;
import dev.hotplug.lifecycle.Lifecycle;
import dev.hotplug.rcu.StackRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The child of {@link StackEndTest}. What a JVM does for the first time takes most stack, so each has one purpose. */
final class StackEndChild {

    private static final long STACK = 512 * 1024;
    private static final Duration SOON = Duration.ofSeconds(20);
    /** To begin a thread takes fewer. */
    private static final int MOST = 400;
    private static final int STEP = 8;
    private static final int WARM = 20_000;

    private final PluginHost host;
    private final Path jar;
    private int overflows;
    private int tried;
    private PluginException failure;

    private StackEndChild(PluginHost host, Path jar) {
        this.host = host;
        this.jar = jar;
    }

    /**
     * Does it, at ever greater distances from the end of the stack.
     *
     * @param args {@code close}, a work directory and a plugin to be held; or {@code fail}, a work directory, a plugin
     *     whose start fails, one whose start does not, and how many frames are to be left
     */
    public static void main(String[] args) throws Exception {
        try (PluginHost host = PluginHost.builder().workDirectory(Path.of(args[1])).build()) {
            Path jar = Path.of(args[2]);
            StackEndChild child = new StackEndChild(host, jar);
            if (args[0].equals("close")) {
                child.closeWhatIsHeld();
            } else {
                // So that only what is undone is new to the JVM.
                host.load(Path.of(args[3]));
                child.failToLoad(Integer.parseInt(args[4]));
            }
            System.out.println("nothing stayed");
        }
    }

    private void closeWhatIsHeld() throws InterruptedException {
        Lifecycle.Audit before = host.lifecycle().audit();
        for (int left = StackRoom.FOR_A_FEW_CALLS; left < MOST; left += STEP) {
            host.load(jar);
            SymbolRef<Executor> held = host.acquire(Executor.class);
            assertThat(host.unload("held", UnloadOptions.defaults().forced()).complete()).isFalse();
            at(left, held::close);
            await("closed with " + left + " frames left").atMost(SOON).pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(host.lifecycle().audit()).isEqualTo(before));
        }
    }

    private void failToLoad(int left) throws InterruptedException {
        // Until the reservation of stack is compiled, and reserves fewer bytes than before.
        for (int i = 0; i < WARM; i++) {
            StackRoom.reserve(StackRoom.FOR_A_FEW_CALLS);
        }
        Lifecycle.Audit before = host.lifecycle().audit();
        at(left, () -> {
            try {
                host.load(jar);
            } catch (PluginException refused) {
                failure = refused;
            }
        });
        System.out.println(failure == null ? "nothing was begun" : failure.reason());
        assertThat(host.lifecycle().audit()).isEqualTo(before);
        assertThat(System.getProperty("closed")).isEqualTo(System.getProperty("managed"));
    }

    /** Does something once, where so many frames are left. */
    private void at(int left, Runnable what) throws InterruptedException {
        tried = 0;
        Thread thread = new Thread(null, () -> {
            try {
                descend(left, what);
            } catch (StackOverflowError | NoClassDefFoundError tooLittleIsLeft) {
                return;
            }
        }, "diver", STACK);
        thread.start();
        thread.join();
        assertThat(tried).isEqualTo(1);
        assertThat(overflows).isPositive();
    }

    private void descend(int left, Runnable what) {
        try {
            descend(left, what);
        } catch (StackOverflowError end) {
            overflows++;
        }
        if (tried == 0 && StackRoom.isLeft(left)) {
            tried++;
            what.run();
        }
    }
}
