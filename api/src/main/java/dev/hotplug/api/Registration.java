package dev.hotplug.api;

/** Something registered with the host that can be withdrawn. Safe for use by many threads. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Withdraws it. A second call does nothing. */
    @Override
    void close();
}
