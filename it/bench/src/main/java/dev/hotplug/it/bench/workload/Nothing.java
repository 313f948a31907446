package dev.hotplug.it.bench.workload;

/** A main class that does nothing: what an empty JVM takes. */
public final class Nothing {

    private Nothing() {
    }

    /** Nothing. */
    public static void main(String[] args) {
        System.exit(0);
    }
}
