package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.it.fixtures.Watchdog;
import dev.hotplug.it.fixtures.probe.Echo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Stubs for a type whose class loader is foreign code, which is asked while they are made. */
class StubLoaderTest {

    /** Foreign code, with an interface of its own. Lets somebody know what it is asked for. */
    private static final class Listening extends ClassLoader {

        private final Consumer<String> listener;

        Listening(Consumer<String> listener) {
            super(StubLoaderTest.class.getClassLoader());
            this.listener = listener;
        }

        Class<?> echo() throws ClassNotFoundException {
            return loadClass(Echo.class.getName());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            listener.accept(name);
            synchronized (getClassLoadingLock(name)) {
                return !name.equals(Echo.class.getName()) ? super.loadClass(name, resolve)
                        : findLoadedClass(name) != null ? findLoadedClass(name) : define(name);
            }
        }

        private Class<?> define(String name) {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final StubFactory factory = new StubFactory();
    private final SymbolTable table = SymbolTable.empty();

    @Test
    void aTypesLoader_mayWaitForAnotherThreadThatAsksForAStub() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Class<?> type = new Listening(name -> {
            Thread thread = new Thread(() -> factory.create(Runnable.class,
                    new GuardedSymbol(() -> table, Runnable.class, null)));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            asked.add(name);
        }).echo();

        Watchdog.watch(Duration.ofMinutes(1), () -> factory.create(type, new GuardedSymbol(() -> table, type, null)));

        assertThat(asked).contains(String.class.getName());
    }

    @Test
    void aStubThatCouldNotBeLinked_isMadeAnew() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        Class<?> type = new Listening(name -> {
            if (name.equals(StackOverflowError.class.getName()) && failed.compareAndSet(false, true)) {
                throw new NoClassDefFoundError("once");
            }
        }).echo();
        GuardedSymbol symbol = new GuardedSymbol(() -> table, type, null);

        assertThatThrownBy(() -> factory.create(type, symbol)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("once");

        assertThat((Object) factory.create(type, symbol)).isInstanceOf(type);
    }

    /** As a plugin may write one; {@code asked} runs whenever somebody compares it with others. */
    private static final class Comparing extends ClassLoader {

        private Runnable asked = () -> { };

        Comparing() {
            super(StubLoaderTest.class.getClassLoader());
        }

        Class<?> echo() throws IOException {
            String entry = Echo.class.getName().replace('.', '/') + ".class";
            try (InputStream file = getParent().getResourceAsStream(entry)) {
                byte[] bytes = file.readAllBytes();
                return defineClass(Echo.class.getName(), bytes, 0, bytes.length);
            }
        }

        @Override
        public int hashCode() {
            asked.run();
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            asked.run();
            return other == this;
        }
    }

    /** Under the lock that finds the bridge, that other thread would wait for this one. */
    @Test
    void aTypesLoader_thatWaitsWhereItIsCompared_keepsNobodyWaiting() throws Exception {
        Comparing loader = new Comparing();
        Class<?> type = loader.echo();
        loader.asked = () -> {
            Thread thread = new Thread(() -> factory.create(Runnable.class,
                    new GuardedSymbol(() -> table, Runnable.class, null)));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        Watchdog.watch(Duration.ofMinutes(1), () -> factory.create(type, new GuardedSymbol(() -> table, type, null)));
    }

    @Test
    void aTypesLoader_thatCannotBeCompared_isNoObstacle_andHasOneBridge() throws Exception {
        Comparing loader = new Comparing();
        Class<?> type = loader.echo();
        loader.asked = () -> {
            throw new IllegalStateException("compared");
        };

        Object first = factory.create(type, new GuardedSymbol(() -> table, type, null));
        Object second = factory.create(type, new GuardedSymbol(() -> table, type, null));

        assertThat(second.getClass() == first.getClass()).as("one stub").isTrue();
        assertThat(factory.bridges()).isOne();
    }

    @Test
    void aTypesLoader_thatIsCollected_isForgotten() throws Exception {
        factory.create(Runnable.class, new GuardedSymbol(() -> table, Runnable.class, null));
        Class<?> type = new Listening(name -> { }).echo();
        factory.create(type, new GuardedSymbol(() -> table, type, null));
        assertThat(factory.bridges()).isEqualTo(2);
        type = null;

        await().untilAsserted(() -> {
            System.gc();
            assertThat(factory.bridges()).isLessThan(2);
        });
    }
}
