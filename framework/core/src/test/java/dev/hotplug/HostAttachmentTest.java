package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginState;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostAttachmentTest {

    @TempDir
    private Path directory;
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void attach_several_areOpenedInOrderAndClosedOnceBeforeThePluginsGo() {
        PluginHost host = PluginHost.builder().workDirectory(directory)
                .attach(named("first")).attach(named("second")).build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        assertThat(events).containsExactly("open first, 0 plugins", "open second, 0 plugins");
        events.clear();

        host.close();
        host.close();

        assertThat(events).containsExactly("close second, 1 plugins", "close first, 1 plugins");
    }

    @Test
    void build_attachmentThatCannotBeOpened_failsWithItsMessageAndLeavesNothingOpen() {
        List<PluginHost> built = new ArrayList<>();
        PluginHostBuilder builder = PluginHost.builder().workDirectory(directory).attach(named("first"))
                .attach(host -> {
                    built.add(host);
                    throw new IOException("no room");
                });

        assertThatThrownBy(builder::build).isInstanceOf(UncheckedIOException.class).hasMessage("no room");

        assertThat(events).containsExactly("open first, 0 plugins", "close first, 0 plugins");
        assertThat(built).singleElement().satisfies(host -> assertThat(host.plugins()).isEmpty());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void build_attachmentThatGivesNothingToClose_saysWhichAndLeavesNothingOpen() {
        HostAttachment empty = host -> null;
        PluginHostBuilder builder = PluginHost.builder().workDirectory(directory).attach(named("first")).attach(empty);

        assertThatThrownBy(builder::build).isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll(empty.getClass().getName(), "null", "expected");

        assertThat(events).containsExactly("open first, 0 plugins", "close first, 0 plugins");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shutdown_attachmentThatCannotBeClosed_saysSoAndGoesOn() {
        PluginHost host = PluginHost.builder().workDirectory(directory).attach(named("first"))
                .attach(any -> () -> {
                    throw new IOException("stuck");
                }).build();

        assertThat(host.shutdown(Duration.ofSeconds(5))).singleElement().asString().contains("not closed", "stuck");
        assertThat(events).endsWith("close first, 0 plugins");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shutdown_attachmentThatFailsWithAnError_saysSoAndUnloadsThePlugins() {
        PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).attach(named("first"))
                .attach(any -> () -> {
                    throw new NoClassDefFoundError("acme/Closing");
                }).build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));

        assertThat(host.shutdown(Duration.ofSeconds(5))).singleElement().asString()
                .contains("not closed", "acme/Closing");
        assertThat(events).endsWith("close first, 1 plugins");
        assertThat(host.plugins()).isEmpty();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void shutdown_attachmentThatLasts_leavesBeforeThePluginsGoAndIsClosedAfterThem() {
        PluginHost host = PluginHost.builder().workDirectory(directory).attach(named("plain")).attach(lasting())
                .build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        events.clear();

        assertThat(host.shutdown(Duration.ofSeconds(5))).singleElement().asString().contains("not closed", "stuck");
        host.close();

        assertThat(events).containsExactly("leave, 1 plugins", "close plain, 1 plugins", "close, 0 plugins");
    }

    @Test
    @Timeout(60)
    void shutdown_whileAnotherLetsOneLeave_leavesItToThatOne() throws Exception {
        CountDownLatch leaving = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        PluginHost host = PluginHost.builder().workDirectory(directory).attach(lasting(() -> {
            leaving.countDown();
            left.await();
        })).build();
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        FutureTask<List<String>> first = new FutureTask<>(() -> host.shutdown(Duration.ofMinutes(1)));
        new Thread(first, "first").start();
        leaving.await();

        assertThat(host.shutdown(Duration.ofMillis(1))).singleElement().asString()
                .contains("is left to the close that is under way on thread \"first\"");
        assertThat(events).isEmpty();

        left.countDown();
        assertThat(first.get()).isEmpty();
        assertThat(events).containsExactly("left", "closed");
        assertThat(host.shutdown(Duration.ofSeconds(5))).isEmpty();
        assertThat(events).hasSize(2);
    }

    @Test
    @Timeout(60)
    void shutdown_whileAnotherDrains_leavesWhatLastsToThatOne() throws Exception {
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        PluginHost host = PluginHost.builder().workDirectory(directory).attach(lasting(() -> { })).build();
        host.load(PluginJar.plugin("text", "1.2.0").entry("acme.Text").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Text implements Plugin, java.util.function.Consumer<Runnable> {
                    @Override public void start(PluginContext context) {
                        context.export(java.util.function.Consumer.class, this);
                    }
                    @Override public void accept(Runnable work) { work.run(); }
                }
                """).write(directory.resolve("text.jar")));
        Thread caller = new Thread(() -> call(host, calling, over));
        caller.start();
        calling.await();
        FutureTask<List<String>> first = new FutureTask<>(() -> host.shutdown(Duration.ofMinutes(1)));
        new Thread(first, "first").start();
        while (host.plugin("text").orElseThrow().state() != PluginState.GOING) {
            Thread.onSpinWait();
        }

        assertThat(host.shutdown(Duration.ofMillis(1))).anySatisfy(sentence -> assertThat(sentence)
                .contains("is left to the close that is under way on thread \"first\""));
        assertThat(events).containsExactly("left");

        over.countDown();
        caller.join();
        assertThat(first.get()).isEmpty();
        assertThat(events).containsExactly("left", "closed");
    }

    @SuppressWarnings("unchecked")
    private static void call(PluginHost host, CountDownLatch calling, CountDownLatch over) {
        host.service(Consumer.class).accept((Runnable) () -> {
            calling.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What a close that fails on the way leaves behind, the next one ends. */
    @Test
    void close_afterOneThatFailed_closesWhatHadLeftThere() throws Exception {
        Attachments attachments = new Attachments();
        attachments.open(lasting(() -> { }), null);

        assertThatThrownBy(() -> attachments.close(() -> {
            throw new OutOfMemoryError("thrown by the test");
        })).isInstanceOf(OutOfMemoryError.class);
        assertThat(events).containsExactly("left");

        assertThat(attachments.close(List::of)).isEmpty();
        assertThat(events).containsExactly("left", "closed");
    }

    /** How one of them leaves. */
    @FunctionalInterface
    private interface Leave {
        void run() throws InterruptedException;
    }

    private HostAttachment lasting(Leave leave) {
        return host -> new HostAttachment.Lasting() {
            @Override
            public void leave() {
                try {
                    leave.run();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                events.add("left");
            }

            @Override
            public void close() {
                events.add("closed");
            }
        };
    }

    private HostAttachment lasting() {
        return host -> new HostAttachment.Lasting() {
            @Override
            public void leave() {
                events.add("leave, " + host.plugins().size() + " plugins");
            }

            @Override
            public void close() throws IOException {
                events.add("close, " + host.plugins().size() + " plugins");
                throw new IOException("stuck");
            }
        };
    }

    private HostAttachment named(String name) {
        return host -> {
            events.add("open " + name + ", " + host.plugins().size() + " plugins");
            return () -> events.add("close " + name + ", " + host.plugins().size() + " plugins");
        };
    }
}
