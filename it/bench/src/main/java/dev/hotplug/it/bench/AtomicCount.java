package dev.hotplug.it.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The protocol of the kernel's module reference with its base reference, on one counter for everybody: what a guarded
 * call would be without counts of each thread's own.
 */
final class AtomicCount {

    private final AtomicLong count = new AtomicLong(1);

    boolean tryGet() {
        for (;;) {
            long seen = count.get();
            if (seen == 0) {
                return false;
            }
            if (count.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    void put() {
        for (;;) {
            long seen = count.get();
            if (seen <= 0) {
                throw new IllegalStateException("a reference was put that nobody had got");
            }
            if (count.compareAndSet(seen, seen - 1)) {
                return;
            }
        }
    }
}
