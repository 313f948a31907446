package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * The child of {@link CallCountIT} that lets calls overflow the stack: a plugin is called from within its own call until
 * there is no stack left, wherever in the guard or in the plugin that is.
 */
final class CallOverflows {

    /** A small stack is full soon. */
    private static final long STACK = 256 * 1024;
    private static final int DEPTHS = 97;

    private final Executor service;

    private CallOverflows(Executor service) {
        this.service = service;
    }

    /**
     * Overflows, and looks at the counts.
     *
     * @param args how many overflows, whether somebody tries to unload the plugin meanwhile, and whether holders are
     *     tracked
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("call-overflows");
        Path jar = PluginJar.plugin("target", "1.0.0").behaviour(CallTarget.class).write(folder.resolve("target.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(folder)
                .trackHolders(Boolean.parseBoolean(args[2])).build()) {
            host.load(jar);
            Executor service = host.service(Executor.class);
            if (Boolean.parseBoolean(args[1])) {
                overflowUnderAttempts(host, service, count);
            } else {
                overflow(service, count);
            }
            assertThat(host.plugin("target")).map(PluginInfo::calls).contains(0);
            assertThat(host.plugin("target")).map(PluginInfo::references).contains(0);
            assertThat(host.unload("target").complete()).isTrue();
            System.out.println(count + " overflows, no count left");
        }
    }

    private static void overflowUnderAttempts(PluginHost host, Executor service, int count) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Attempt<Void> holding = Attempt.at("holding", () -> {
            service.execute(() -> {
                inside.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return null;
        });
        inside.await();
        Attempt<Void> overflowing = Attempt.at("overflowing", () -> {
            overflow(service, count);
            return null;
        });
        try {
            while (!overflowing.isOver()) {
                requireRefused(host);
            }
            overflowing.value();
            // One too few would be hidden by the answer to "how many", which is never negative, if nobody were inside.
            assertThat(host.plugin("target")).map(PluginInfo::calls).contains(1);
        } finally {
            release.countDown();
        }
        holding.value();
    }

    private static void requireRefused(PluginHost host) {
        try {
            host.unload("target");
        } catch (PluginException refused) {
            assertThat(refused.reason()).isEqualTo(Reason.IN_USE);
            return;
        }
        throw new AssertionError("unloaded under a call");
    }

    private static void overflow(Executor service, int count) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> {
            for (int i = 0; i < count; i++) {
                try {
                    new CallOverflows(service).deepen(i % DEPTHS);
                    throw new AssertionError("there is no end to this stack");
                } catch (StackOverflowError expected) {
                    continue;
                }
            }
        }, "diver", STACK);
        thread.setUncaughtExceptionHandler((dead, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError("instead of an overflow", failure[0]);
        }
    }

    /** So that the end of the stack is at another place each time. */
    private void deepen(int frames) {
        if (frames > 0) {
            deepen(frames - 1);
        } else {
            dive();
        }
    }

    private void dive() {
        service.execute(this::dive);
    }
}
