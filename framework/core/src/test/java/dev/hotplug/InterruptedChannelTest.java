package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt closes the channel that a thread waits at, and so runs what its class does then. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptedChannelTest {

    private static final String CLOSED = "dev.hotplug.InterruptedChannelTest.closed";

    @TempDir
    private Path directory;

    @Test
    void unload_ofAPluginWhoseChannelCannotBeClosed_closesWhatItManages() {
        System.clearProperty(CLOSED);
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            host.load(PluginJar.plugin("channel", "1.0.0").entry("acme.Main").source("""
                    package acme;
                    import dev.hotplug.api.*;
                    import java.nio.channels.spi.AbstractInterruptibleChannel;
                    import java.util.concurrent.CountDownLatch;
                    public final class Main implements Plugin {
                        static final class Broken extends AbstractInterruptibleChannel {
                            void await(CountDownLatch inside) {
                                begin();
                                inside.countDown();
                                while (!Thread.currentThread().isInterrupted()) {
                                    java.util.concurrent.locks.LockSupport.park();
                                }
                            }
                            @Override protected void implCloseChannel() {
                                throw new IllegalStateException("cannot be closed");
                            }
                        }
                        @Override public void start(PluginContext context) throws Exception {
                            context.manage(() -> System.setProperty("%s", "yes"));
                            CountDownLatch inside = new CountDownLatch(1);
                            context.executor().execute(() -> new Broken().await(inside));
                            inside.await();
                        }
                    }
                    """.formatted(CLOSED)).write(directory.resolve("channel.jar")));

            UnloadReport report = host.unload("channel");

            assertThat(report.problems()).singleElement().asString().contains("cannot be closed");
            assertThat(report.complete()).isTrue();
            assertThat(System.getProperty(CLOSED)).isEqualTo("yes");
        } finally {
            System.clearProperty(CLOSED);
        }
    }
}
