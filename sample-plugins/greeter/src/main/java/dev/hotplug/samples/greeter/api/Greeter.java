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
}
