package dev.hotplug.samples.greeter.api;

/** Greets people. Safe for use by many threads. */
@FunctionalInterface
public interface Greeter {

    /**
     * Greets somebody.
     *
     * @param name whom, in any case
     * @return the greeting
     */
    String greet(String name);

    /**
     * Takes leave of somebody. New in 2.0.0, with a body, so that whoever implements the older interface need
     * not change.
     *
     * @param name whom, in any case
     * @return the farewell
     */
    default String farewell(String name) {
        return "Goodbye, " + name;
    }
}
