package dev.hotplug.it.bench.spi;

/** What the measured plugin exports: next to no work, so that what is measured is the way to it. */
public interface Adder {

    /**
     * Adds one.
     *
     * @param number any number
     * @return the next one
     */
    int addOne(int number);
}
