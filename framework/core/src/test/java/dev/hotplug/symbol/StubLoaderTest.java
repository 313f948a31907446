package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
