package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of threads that a plugin starts by itself and leaves. */
@Timeout(30)
class StrayThreadsTest {

    private static final String BODY = """
            package acme;
            public final class Body extends Thread {
                private final java.util.concurrent.CountDownLatch entered;
                public Body(java.util.concurrent.CountDownLatch entered) { this.entered = entered; }
                @Override public void run() {
                    entered.countDown();
                    try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException told) { return; }
                }
            }
            """;
    /** A call starts a thread of a class of the plugin, or one of the JDK's that runs it. Or it is that thread itself. */
    private static final String STARTER = """
            package acme;
            import dev.hotplug.api.*;
            import java.util.concurrent.CountDownLatch;
            import java.util.function.Function;
            public final class Starter implements Plugin, Function<Object[], Thread> {
                @Override public void start(PluginContext context) { context.export(Function.class, context.id(), this); }
                @Override public Thread apply(Object[] how) {
                    Body body = new Body((CountDownLatch) how[1]);
                    if (how[0].equals("call")) { body.run(); return null; }
                    Thread thread = how[0].equals("own") ? body : new Thread(body, "stray-of-call");
                    if (how[0].toString().startsWith("trap")) {
                        thread = new Trap(body, how[0].equals("trap that parks"));
                    }
                    thread.start();
                    return thread;
                }
            }
            """;
    /** A thread that does not let itself be asked. */
    private static final String TRAP = """
            package acme;
            public final class Trap extends Thread {
                private final boolean parks;
                public Trap(Runnable body, boolean parks) { super(body); this.parks = parks; }
                @Override public ClassLoader getContextClassLoader() { throw trap(); }
                @Override public StackTraceElement[] getStackTrace() { throw trap(); }
                @Override public int hashCode() { throw trap(); }
                private RuntimeException trap() {
                    try {
                        if (parks) { new java.util.concurrent.CountDownLatch(1).await(); }
                    } catch (InterruptedException told) { return new IllegalStateException("interrupted"); }
                    return new IllegalStateException("asked");
                }
            }
            """;

    @TempDir
    private Path folder;
    private PluginHost host;
    private Thread stray;

    @BeforeEach
    void open() {
        host = PluginHost.builder().workDirectory(folder).threadLimit(Duration.ofMillis(20)).build();
    }

    @AfterEach
    void close() throws InterruptedException {
        if (stray != null) {
            stray.interrupt();
            stray.join();
        }
        host.close();
    }

    private void load(String id) {
        host.load(PluginJar.plugin(id, "1.0.0").entry("acme.Starter").source(BODY).source(TRAP).source(STARTER)
                .write(folder.resolve(id + ".jar")));
    }

    @SuppressWarnings("unchecked")
    private Thread call(String id, String how, CountDownLatch entered) {
        return ((Function<Object[], Thread>) host.service(Function.class, id)).apply(new Object[] {how, entered});
    }

    private Thread started(String id, String how) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        Thread thread = call(id, how, entered);
        entered.await();
        return thread;
    }

    @Test
    void unload_whenAThreadOfTheHostsContextIsOfAClassOfThePlugin_isReported() throws Exception {
        load("stray");
        stray = started("stray", "own");

        UnloadReport report = host.unload("stray");

        assertThat(report.problems()).singleElement().asString()
                .startsWith("thread \"" + stray.getName() + "\"").contains("was started by the plugin and still runs");
    }

    @Test
    void unload_whenAThreadIsInACallOfAnotherPlugin_doesNotReportIt() throws Exception {
        load("stray");
        load("other");
        CountDownLatch entered = new CountDownLatch(1);
        stray = new Thread(() -> call("other", "call", entered));
        stray.start();
        entered.await();

        assertThat(host.unload("stray").problems()).isEmpty();
        assertThat(host.diagnose("stray")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trap that parks", "trap that throws"})
    void unload_whenAThreadOfAnotherPluginDoesNotLetItselfBeAsked_doesNotAskIt(String how) throws Exception {
        load("plain");
        load("held");
        load("other");
        stray = started("other", how);

        assertThat(host.unload("plain").problems()).isEmpty();
        SymbolRef<?> held = host.acquire(Function.class, "held");
        assertThat(host.unload("held", UnloadOptions.defaults().forced()).problems()).isEmpty();
        held.close();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                assertThat(host.plugins()).extracting(PluginInfo::id).containsExactly("other"));
        assertThat(host.unload("other").problems()).singleElement().asString()
                .startsWith("thread \"" + stray.getName() + "\" was started by the plugin and still runs");
    }

    @Test
    void unload_whenAThreadOfAClassOfTheHostsHasThePluginsContext_isReported() throws Exception {
        load("stray");
        ClassLoader loader;
        try (SymbolRef<?> found = host.acquire(Function.class, "stray")) {
            loader = found.get().getClass().getClassLoader();
        }
        stray = new Thread("of the host") {
            @Override
            public void run() {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException told) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        stray.setContextClassLoader(loader);
        stray.start();

        assertThat(host.unload("stray").problems()).singleElement().asString().startsWith("thread \"of the host\"");
    }

    @Test
    void diagnose_ofAPluginThatLeftAThreadBehind_namesItByItsStack() throws Exception {
        load("stray");
        stray = started("stray", "of the JDK");
        assertThat(host.diagnose("stray")).hasSize(1);
        host.unload("stray");

        assertThat(host.diagnose("stray")).hasSize(2).last().asString()
                .startsWith("\"stray-of-call\" still runs code of stray#1, which has left, at ").contains("acme.Body.run(")
                .endsWith("; the plugin has to end it in its stop()");
        load("stray");
        assertThat(host.diagnose("stray")).hasSize(2).last().asString().contains("stray#1");
    }
}
