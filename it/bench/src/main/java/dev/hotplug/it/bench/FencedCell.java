package dev.hotplug.it.bench;

import dev.hotplug.it.bench.spi.Adder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The floor: a thread marks in a cell of its own that it is in, with a full fence, and that it is out, with a release.
 * No protocol that lets the callers alone and still sees them does less.
 */
@State(Scope.Thread)
public class FencedCell {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);
    /** Two lines on either side, so that no other thread's cell is near. */
    private static final int MIDDLE = 32;

    private final int[] cells = new int[2 * MIDDLE];

    int call(Adder target, int number) {
        cells[MIDDLE]++;
        VarHandle.fullFence();
        try {
            return target.addOne(number);
        } finally {
            CELL.setRelease(cells, MIDDLE, cells[MIDDLE] - 1);
        }
    }
}
