package dev.hotplug.it.scenarios;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import java.util.concurrent.Executor;
import java.util.function.IntUnaryOperator;

/**
 * The plugin that is called. Exports operators by the names of {@link CallBody}, each of which adds one, and an
 * {@link Executor} that runs a task inside the call. A call after {@code stop} fails. Its types are the platform's, so
 * that its calls do nothing but what they say.
 */
public final class CallTarget implements Plugin {

    private volatile boolean over;

    @Override
    public void start(PluginContext context) {
        context.export(IntUnaryOperator.class, "empty", this::next);
        context.export(IntUnaryOperator.class, "short", number -> computing(1_000, number));
        context.export(IntUnaryOperator.class, "long", number -> computing(100_000, number));
        context.export(Executor.class, Runnable::run);
    }

    private int computing(long nanos, int number) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return next(number);
    }

    private int next(int number) {
        if (over) {
            throw new IllegalStateException("called after stop");
        }
        return LoadedLate.next(number);
    }

    @Override
    public void stop() {
        over = true;
    }

    /** Loaded at the first call, so that a class loader closed under a call shows. */
    private static final class LoadedLate {

        static int next(int number) {
            return number + 1;
        }
    }
}
