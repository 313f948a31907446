package dev.hotplug.it.bench;

import dev.hotplug.it.bench.spi.Adder;

/** A stub as one would write it by hand over {@link AtomicCount}. */
final class AtomicAdder implements Adder {

    private final Adder target;
    private final AtomicCount count = new AtomicCount();

    AtomicAdder(Adder target) {
        this.target = target;
    }

    @Override
    public int addOne(int number) {
        if (!count.tryGet()) {
            throw new IllegalStateException("gone");
        }
        try {
            return target.addOne(number);
        } finally {
            count.put();
        }
    }
}
