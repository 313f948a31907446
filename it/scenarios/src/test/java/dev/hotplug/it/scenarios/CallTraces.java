package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.ProcessFacts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * The child of {@link CallCountIT} that looks for traces of threads that called: each of many threads makes one guarded
 * call and ends.
 */
final class CallTraces {

    /** How many threads there are at a time. */
    private static final int AT_A_TIME = 256;
    /** A reference kept for each thread would be four times as much, for a hundred thousand of them. */
    private static final long NOISE = 100_000;

    /** Starts a thread. */
    @FunctionalInterface
    private interface Starter {
        void start(Runnable body);
    }

    private CallTraces() {
    }

    /**
     * Lets the threads call, and looks at what is left.
     *
     * @param args {@code virtual} or {@code platform}, and how many threads
     */
    public static void main(String[] args) throws Exception {
        Starter starter = args[0].equals("virtual") ? virtual() : body -> new Thread(body).start();
        int threads = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("call-traces");
        Path jar = PluginJar.plugin("target", "1.0.0").behaviour(CallTarget.class).write(folder.resolve("target.jar"));
        try (PluginHost host = PluginHost.builder().workDirectory(folder).build()) {
            host.load(jar);
            IntUnaryOperator service = host.service(IntUnaryOperator.class, "empty");
            call(starter, threads / 10, service::applyAsInt);
            measure("warm-up", () -> { });

            measure(threads + " " + args[0] + " threads", () -> call(starter, threads, service::applyAsInt));

            assertThat(host.plugin("target")).map(PluginInfo::calls).contains(0);
            assertThat(host.unload("target").complete()).isTrue();
        }
        checkThatATraceWouldShow(starter, threads);
        System.out.println("no trace of " + threads + " threads");
    }

    /** The twin that must fail: something small is kept of every tenth thread. */
    private static void checkThatATraceWouldShow(Starter starter, int threads) {
        List<Object> kept = new ArrayList<>();
        assertThatThrownBy(() -> measure("twin", () -> call(starter, threads, number -> {
            if (number % 10 == 0) {
                synchronized (kept) {
                    kept.add(new int[threads >= 100_000 ? 1 : 100]);
                }
            }
            return number + 1;
        }))).isInstanceOf(AssertionError.class);
        assertThat(kept).isNotEmpty();
    }

    private static void measure(String what, Runnable work) {
        long heap = heap();
        long metaspace = ProcessFacts.metaspace();
        work.run();
        long moreHeap = heap() - heap;
        long moreMetaspace = ProcessFacts.metaspace() - metaspace;
        System.out.printf("%s: heap %+d, metaspace %+d%n", what, moreHeap, moreMetaspace);
        assertThat(moreHeap).as("heap kept").isLessThan(NOISE);
        assertThat(moreMetaspace).as("metaspace kept").isLessThan(NOISE);
    }

    private static long heap() {
        // The second collection finds what the first one's reference processing has let go.
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void call(Starter starter, int threads, IntUnaryOperator operator) {
        Semaphore places = new Semaphore(AT_A_TIME);
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < threads; i++) {
            int number = i;
            places.acquireUninterruptibly();
            starter.start(() -> {
                try {
                    if (operator.applyAsInt(number) == number + 1) {
                        served.incrementAndGet();
                    }
                } finally {
                    places.release();
                }
            });
        }
        places.acquireUninterruptibly(AT_A_TIME);
        assertThat(served).hasValue(threads);
    }

    /** {@code Thread.startVirtualThread}, which Java 17 does not have. */
    private static Starter virtual() throws ReflectiveOperationException {
        MethodHandle start = MethodHandles.publicLookup().findStatic(Thread.class, "startVirtualThread",
                MethodType.methodType(Thread.class, Runnable.class));
        return body -> {
            try {
                start.invoke(body);
            } catch (Throwable t) {
                throw new AssertionError("a virtual thread", t);
            }
        };
    }
}
