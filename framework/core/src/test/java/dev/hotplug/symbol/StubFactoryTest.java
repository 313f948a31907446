package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.rcu.PluginReference;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StubFactoryTest {

    /** One of everything that an interface can declare. */
    public interface Everything<T> extends Comparable<T>, Comparator<String> {

        boolean z(boolean a, byte b, char c, short d, int e, long f, float g, double h, String i);

        byte b();

        char c();

        short s();

        int i(int[] array, long[][] arrays);

        long j(long a, double b, long c);

        float f();

        double d(double a);

        void nothing();

        T generic(T value, List<? extends T> more);

        String varargs(String... words);

        String overloaded(int value);

        String overloaded(String value);

        default String defaulted() {
            return "default of " + b();
        }

        static String notAnInstanceMethod() {
            return "static";
        }

        void fails() throws IOException;
    }

    /** Refines a return type, so that the compiler adds a bridge. */
    public interface Refining extends Function<String, Object> {
        @Override
        String apply(String text);
    }

    interface Hidden {
    }

    /** Permits one class only. */
    public sealed interface Closed permits Only {
    }

    /** The only one. */
    public static final class Only implements Closed {
    }

    static final class All implements Everything<String> {
        @Override
        public boolean z(boolean a, byte b, char c, short d, int e, long f, float g, double h, String i) {
            return a && b == 1 && c == 'c' && d == 2 && e == 3 && f == 4L && g == 5f && h == 6d && i.equals("i");
        }

        @Override
        public byte b() {
            return 7;
        }

        @Override
        public char c() {
            return 'x';
        }

        @Override
        public short s() {
            return -3;
        }

        @Override
        public int i(int[] array, long[][] arrays) {
            return array.length + arrays.length;
        }

        @Override
        public long j(long a, double b, long c) {
            return a + (long) b + c;
        }

        @Override
        public float f() {
            return 1.5f;
        }

        @Override
        public double d(double a) {
            return -a;
        }

        @Override
        public void nothing() {
        }

        @Override
        public String generic(String value, List<? extends String> more) {
            return value + more;
        }

        @Override
        public String varargs(String... words) {
            return String.join("+", words);
        }

        @Override
        public String overloaded(int value) {
            return "int";
        }

        @Override
        public String overloaded(String value) {
            return "text";
        }

        @Override
        public void fails() throws IOException {
            throw new IOException("as declared");
        }

        @Override
        public int compareTo(String other) {
            return 42;
        }

        @Override
        public int compare(String left, String right) {
            return right.compareTo(left);
        }
    }

    private final StubFactory factory = new StubFactory();
    private final PluginReference reference = new PluginReference(() -> { });
    private SymbolTable table = SymbolTable.empty();

    private final Owner owner = new Owner(1, "all", "1.0.0", reference);

    private void replace(SymbolTable next) {
        next.replace();
        table = next;
    }

    private <T> T guarded(Class<T> type, T instance) {
        replace(table.with(List.of(new Provider(new SymbolKey(type, "all"), instance, 0, 1, owner))));
        return factory.create(type, new GuardedSymbol(() -> table, type, null));
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyShapeOfMethod_isForwarded() {
        Everything<String> service = guarded(Everything.class, new All());

        assertThat(service.z(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, "i")).isTrue();
        assertThat(service.b()).isEqualTo((byte) 7);
        assertThat(service.c()).isEqualTo('x');
        assertThat(service.s()).isEqualTo((short) -3);
        assertThat(service.i(new int[2], new long[3][])).isEqualTo(5);
        assertThat(service.j(1, 2.9, 3)).isEqualTo(6);
        assertThat(service.f()).isEqualTo(1.5f);
        assertThat(service.d(2)).isEqualTo(-2);
        service.nothing();
        assertThat(service.generic("a", List.of("b"))).isEqualTo("a[b]");
        assertThat(service.varargs("a", "b")).isEqualTo("a+b");
        assertThat(service.overloaded(1)).isEqualTo("int");
        assertThat(service.overloaded("1")).isEqualTo("text");
        assertThat(service.defaulted()).isEqualTo("default of 7");
        assertThat(service.compareTo("any")).isEqualTo(42);
        assertThat(service.reversed().compare("a", "b")).isNegative();
    }

    @Test
    void theCompilersBridges_areForwardedToo() {
        Refining service = guarded(Refining.class, text -> text + "!");
        Function<String, Object> wide = service;

        assertThat(service.apply("a")).isEqualTo("a!");
        assertThat(wide.apply("b")).isEqualTo("b!");
        assertThat(service.andThen(Object::toString).apply("c")).isEqualTo("c!");
    }

    @Test
    void anInterfaceOfThePlatform_canBeGuarded() throws Exception {
        @SuppressWarnings("unchecked")
        Callable<String> service = guarded(Callable.class, () -> "called");

        assertThat(service.call()).isEqualTo("called");
    }

    @Test
    void aCall_isCountedWhileItRuns_andLeftAlsoWhenItThrows() {
        Runnable service = guarded(Runnable.class, () -> {
            assertThat(reference.calls()).isEqualTo(1);
            throw new UnsupportedOperationException("on purpose");
        });

        assertThatThrownBy(service::run).isInstanceOf(UnsupportedOperationException.class);

        assertThat(reference.calls()).isZero();
    }

    @Test
    void checkedExceptions_passAsTheyAre() {
        Everything<?> service = guarded(Everything.class, new All());

        assertThatThrownBy(service::fails).isInstanceOf(IOException.class).hasMessage("as declared");
    }

    @Test
    void objectMethods_neverEnterThePlugin() {
        Runnable instance = new Runnable() {
            @Override
            public void run() {
            }

            @Override
            public boolean equals(Object other) {
                throw new AssertionError("entered");
            }

            @Override
            public int hashCode() {
                throw new AssertionError("entered");
            }

            @Override
            public String toString() {
                throw new AssertionError("entered");
            }
        };
        GuardedSymbol symbol = new GuardedSymbol(() -> table, Runnable.class, "r");
        Runnable service = guarded(Runnable.class, instance);
        Runnable same = factory.create(Runnable.class, symbol);

        assertThat(service).isNotEqualTo(same).isNotEqualTo(null).isNotEqualTo("text").hasSameHashCodeAs(service);
        assertThat(same).isEqualTo(factory.create(Runnable.class, symbol));
        assertThat(service.toString()).contains("java.lang.Runnable");
    }

    @Test
    void withoutAProvider_theCallSaysWhoLeftAndWhen() {
        Instant when = Instant.parse("2026-01-02T03:04:05Z");
        Runnable service = guarded(Runnable.class, () -> { });
        replace(table.without(1, when));

        assertThatThrownBy(service::run).isInstanceOfSatisfying(PluginUnavailableException.class, e -> {
            assertThat(e.symbol()).isEqualTo("java.lang.Runnable");
            assertThat(e.lastProvider()).contains("all 1.0.0");
            assertThat(e.leftAt()).contains(when);
        }).hasMessageContaining("all 1.0.0").hasMessageContaining("2026-01-02T03:04:05Z");
    }

    @Test
    void aServiceThatWasNeverProvided_saysSo() {
        Runnable service = factory.create(Runnable.class, new GuardedSymbol(() -> table, Runnable.class, "none"));

        assertThatThrownBy(service::run).isInstanceOf(PluginUnavailableException.class)
                .hasMessage("java.lang.Runnable \"none\": no plugin provides it; load one that exports it");
    }

    @Test
    void theNextProvider_isCalledWhenTheFirstIsGoing() {
        PluginReference going = new PluginReference(() -> { });
        going.cutOff();
        StringBuilder called = new StringBuilder();
        SymbolTable both = SymbolTable.empty().with(List.of(
                new Provider(new SymbolKey(Runnable.class, "a"), (Runnable) () -> called.append("a"), 9, 1,
                        new Owner(1, "a", "1.0.0", going)),
                new Provider(new SymbolKey(Runnable.class, "b"), (Runnable) () -> called.append("b"), 0, 2,
                        new Owner(2, "b", "1.0.0", reference))));

        factory.create(Runnable.class, new GuardedSymbol(() -> both, Runnable.class, null)).run();

        assertThat(called).hasToString("b");
    }

    @Test
    void whatCannotBeGuarded_isRefusedWithTheReason() {
        assertThatThrownBy(() -> guarded(String.class, "text")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an interface");
        assertThatThrownBy(() -> guarded(Hidden.class, new Hidden() { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not public");
        assertThatThrownBy(() -> guarded(Closed.class, new Only())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is sealed");
    }

    @Test
    void aNewProviderThatRanksHigher_isCalledAtOnce_andTheOldOneWhenItLeaves() {
        StringBuilder called = new StringBuilder();
        Runnable service = guarded(Runnable.class, () -> called.append("old "));
        service.run();
        replace(table.with(List.of(new Provider(new SymbolKey(Runnable.class, "new"), (Runnable) () -> called.append("new "),
                1, 2, new Owner(2, "new", "1.0.0", new PluginReference(() -> { }))))));
        service.run();
        replace(table.without(2, Instant.EPOCH));
        service.run();

        assertThat(called).hasToString("old new old ");
    }

    @Test
    void whatComesAndGoesElsewhere_isNoReasonToLookUpAgain() {
        guarded(Runnable.class, () -> { });
        AtomicInteger lookups = new AtomicInteger();
        Supplier<SymbolTable> counted = () -> {
            lookups.incrementAndGet();
            return table;
        };
        Runnable named = factory.create(Runnable.class, new GuardedSymbol(counted, Runnable.class, "all"));
        Runnable preferred = factory.create(Runnable.class, new GuardedSymbol(counted, Runnable.class, null));
        named.run();
        preferred.run();

        lookups.set(0);
        replace(table.with(List.of(provider(Callable.class, 2))));
        replace(table.without(2, Instant.EPOCH));
        named.run();
        preferred.run();
        assertThat(lookups).as("after another type came and went").hasValue(0);

        replace(table.with(List.of(provider(Runnable.class, 3))));
        named.run();
        assertThat(lookups).as("after another name of the type came").hasValue(0);
        preferred.run();
        assertThat(lookups).as("which may be the preferred one").hasValue(1);
    }

    @Test
    void aNamedServiceThatIsKept_findsWhoCameInstead_andKeepsNobodyWhoLeft() {
        StringBuilder called = new StringBuilder();
        guarded(Runnable.class, () -> called.append("old "));
        Runnable service = factory.create(Runnable.class, new GuardedSymbol(() -> table, Runnable.class, "all"));
        service.run();
        WeakReference<Object> instance = new WeakReference<>(table.providers(Runnable.class).get(0).instance());
        replace(table.without(1, Instant.EPOCH));
        owner.evict();

        assertThatThrownBy(service::run).isInstanceOf(PluginUnavailableException.class);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(instance.get()).isNull();
        });
        replace(table.with(List.of(new Provider(new SymbolKey(Runnable.class, "all"), (Runnable) () -> called.append("new"),
                0, 2, new Owner(2, "all", "2.0.0", new PluginReference(() -> { }))))));
        service.run();
        assertThat(called).hasToString("old new");
    }

    @Test
    void aServiceThatComesBackAgainAndAgain_isRememberedOnce_andStillForgets() {
        Runnable service = guarded(Runnable.class, new Runnable() {
            @Override
            public void run() {
            }
        });
        Runnable equal = factory.create(Runnable.class, new GuardedSymbol(() -> table, Runnable.class, null));
        for (long number = 2; number < 100; number++) {
            service.run();
            equal.run();
            replace(table.with(List.of(new Provider(new SymbolKey(Runnable.class, "high"), (Runnable) () -> { },
                    1, number, new Owner(number, "high", "1.0.0", new PluginReference(() -> { }))))));
            service.run();
            replace(table.without(number, Instant.EPOCH));
        }
        service.run();

        assertThat(owner.remembered()).isEqualTo(2);
        WeakReference<Object> instance = new WeakReference<>(table.providers(Runnable.class).get(0).instance());
        replace(table.without(1, Instant.EPOCH));
        owner.evict();
        assertThat(owner.remembered()).isZero();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(instance.get()).isNull();
        });
        assertThatThrownBy(equal::run).isInstanceOf(PluginUnavailableException.class);
    }

    private static Provider provider(Class<?> type, long number) {
        return new Provider(new SymbolKey(type, "other"), "never called", -1, number,
                new Owner(number, "other", "1.0.0", new PluginReference(() -> { })));
    }

    @Test
    void aServiceThatIsKept_doesNotKeepAnUnloadedProvider() {
        Runnable service = guarded(Runnable.class, new Runnable() {
            @Override
            public void run() {
            }
        });
        service.run();
        WeakReference<Object> instance = new WeakReference<>(table.providers(Runnable.class).get(0).instance());
        replace(table.without(1, Instant.EPOCH));
        owner.evict();

        await().untilAsserted(() -> {
            System.gc();
            assertThat(instance.get()).isNull();
        });
        assertThatThrownBy(service::run).isInstanceOf(PluginUnavailableException.class);
    }

    /** Calls itself through the guard until there is no stack left. */
    public interface Deep {
        int down(int depth);
    }

    @Test
    void stackOverflowsInsideCalls_loseNoCount() throws Exception {
        Deep[] service = new Deep[1];
        service[0] = guarded(Deep.class, depth -> service[0].down(depth + 1) + 1);
        AtomicInteger overflows = new AtomicInteger();
        Runnable body = () -> {
            for (int i = 0; i < 2_000; i++) {
                try {
                    service[0].down(0);
                } catch (StackOverflowError e) {
                    overflows.incrementAndGet();
                }
                // Every other overflow is met in the other mode.
                if (i % 2 == 0) {
                    reference.tryRelease();
                }
            }
        };
        for (int size = 0; size < 5; size++) {
            Thread thread = new Thread(null, body, "deep", (256 + 16 * size) * 1024L);
            thread.start();
            thread.join();
        }
        assertThat(overflows).hasValue(10_000);
        assertThat(reference.calls()).isZero();
        reference.put();
        assertThat(reference.tryRelease()).isTrue();
    }
}
