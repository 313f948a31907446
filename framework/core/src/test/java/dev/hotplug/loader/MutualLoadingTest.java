package dev.hotplug.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hotplug.fixture.Jar;
import dev.hotplug.image.StagedImage;
import dev.hotplug.it.fixtures.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Two plugins whose classes extend each other's, which no host would wire, since neither can come first: the worst
 * that loaders can be asked to do.
 */
class MutualLoadingTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int THREADS = 8;
    private static final int ROUNDS = 1000;
    private static final int DEPTH = 8;

    @TempDir
    Path directory;
    private Loaders loaders;

    /** Stands for a loader that is made later. */
    private static final class Later extends ClassLoader {

        private ClassLoader loader;

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            return loader.loadClass(name);
        }
    }

    @BeforeEach
    void open() {
        loaders = new Loaders(directory);
    }

    @AfterEach
    void close() throws Exception {
        loaders.close();
    }

    @Test
    void loadClass_hierarchiesThroughBothLoadersFromBothSides_neverDeadlocks() throws Exception {
        // a.C0 extends b.C1 extends a.C2 ..., and b.C0 extends a.C1 extends b.C2 ...
        Jar a = new Jar();
        Jar b = new Jar();
        for (int i = 0; i < DEPTH; i++) {
            String above = i == DEPTH - 1 ? "java/lang/Object" : "/C" + (i + 1);
            a.with("a/C" + i + ".class", type("a/C" + i, above.startsWith("/") ? "b" + above : above));
            b.with("b/C" + i + ".class", type("b/C" + i, above.startsWith("/") ? "a" + above : above));
        }
        everyRound(loaders.stage(a), loaders.stage(b), (thread, left, right) -> {
            // Half of the threads begin at each side, and each at another depth.
            String name = (thread % 2 == 0 ? "a.C" : "b.C") + thread / 2;
            return (thread < THREADS / 2 ? left : right).loadClass(name);
        }, (left, right, results) -> {
            for (int thread = 0; thread < THREADS; thread++) {
                Object result = results.get(thread);
                assertThat(result).isInstanceOf(Class.class);
                assertThat(((Class<?>) result).getClassLoader()).isSameAs(thread % 2 == 0 ? left : right);
            }
            assertThat(results.get(0)).isSameAs(left.loadClass("a.C0"));
        });
    }

    @Test
    void loadClass_circleThroughBothLoadersFromBothSides_endsInAnError() throws Exception {
        StagedImage a = loaders.stage(new Jar().with("a/A.class", type("a/A", "b/B")));
        StagedImage b = loaders.stage(new Jar().with("b/B.class", type("b/B", "a/A")));
        everyRound(a, b, (thread, left, right) -> catchThrowable(() ->
                (thread % 2 == 0 ? left.loadClass("a.A") : right.loadClass("b.B")).getName()), (left, right, results) ->
                assertThat(results).allSatisfy(thrown -> assertThat(thrown).isInstanceOf(LinkageError.class)));
    }

    /** The broken twin: with a lock for each loader, as loaders had before Java 7, the same hierarchies deadlock. */
    @Test
    void loadersThatLock_wouldDeadlock() throws Exception {
        CyclicBarrier bothInside = new CyclicBarrier(2);
        Locking a = new Locking(bothInside, Map.of("a.A", type("a/A", "b/B"), "a.B", type("a/B", "java/lang/Object")));
        Locking b = new Locking(bothInside, Map.of("b.A", type("b/A", "a/B"), "b.B", type("b/B", "java/lang/Object")));
        a.other = b;
        b.other = a;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Throwable> left = threads.submit(() -> catchThrowable(() -> a.loadClass("a.A")));
            Future<Throwable> right = threads.submit(() -> catchThrowable(() -> b.loadClass("b.A")));
            Awaitility.await().until(() -> a.lock.hasQueuedThreads() && b.lock.hasQueuedThreads());
            assertThat(left).isNotDone();
            assertThat(right).isNotDone();
            threads.shutdownNow();
            Throwable one = left.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Throwable two = right.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(one == null && two == null).as("neither had to be interrupted").isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Locking extends ClassLoader {

        static {
            registerAsParallelCapable();
        }

        private final ReentrantLock lock = new ReentrantLock();
        private final CyclicBarrier bothInside;
        private final Map<String, byte[]> own;
        private ClassLoader other;

        Locking(CyclicBarrier bothInside, Map<String, byte[]> own) {
            this.bothInside = bothInside;
            this.own = own;
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            byte[] bytes = own.get(name);
            if (bytes == null) {
                return name.startsWith("java.") ? super.loadClass(name) : other.loadClass(name);
            }
            try {
                lock.lockInterruptibly();
                try {
                    if (name.endsWith(".A")) {
                        bothInside.await();
                    }
                    return defineClass(name, bytes, 0, bytes.length);
                } finally {
                    lock.unlock();
                }
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private interface Load {
        Object run(int thread, PluginClassLoader left, PluginClassLoader right) throws Exception;
    }

    private interface Check {
        void run(PluginClassLoader left, PluginClassLoader right, List<Object> results) throws Exception;
    }

    private void everyRound(StagedImage a, StagedImage b, Load load, Check check) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Watchdog.watch(LIMIT, () -> {
                CyclicBarrier barrier = new CyclicBarrier(THREADS);
                for (int round = 0; round < ROUNDS; round++) {
                    Later later = new Later();
                    PluginClassLoader left = loaders.loader("a#1", a, Map.of("b", later));
                    PluginClassLoader right = loaders.loader("b#2", b, Map.of("a", left));
                    later.loader = right;
                    List<Callable<Object>> tasks = new ArrayList<>();
                    for (int i = 0; i < THREADS; i++) {
                        int thread = i;
                        tasks.add(() -> {
                            barrier.await();
                            return load.run(thread, left, right);
                        });
                    }
                    List<Object> results = new ArrayList<>();
                    for (Future<Object> result : threads.invokeAll(tasks)) {
                        results.add(result.get());
                    }
                    check.run(left, right, results);
                }
            });
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] type(String name, String above) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, above, null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
