package dev.hotplug.lifecycle;

/**
 * One named step of the load or the unload sequence.
 *
 * @param name its name, as in errors and in fault-injection tests
 * @param action what it does
 * @param <A> the attempt that the sequence works on
 */
public record Step<A>(String name, Action<A> action) {

    /**
     * What a step does.
     *
     * @param <A> the attempt that the sequence works on
     */
    @FunctionalInterface
    public interface Action<A> {

        /** Does it, or throws having undone what it began. */
        void run(A attempt) throws Exception;
    }

    /** Called before each step; a test throws from it to see that a fault at any step leaves no trace. */
    @FunctionalInterface
    public interface Probe {

        /** Called on the sequence's thread, with no lock held. */
        void before(String sequence, String step);
    }
}
