package dev.hotplug.symbol;

/**
 * Whether a {@link SymbolTable} is still the newest. What was looked up in it may be used again for as long as it is.
 *
 * <p>The writer ends the old generation before it publishes the next table: in between, callers look the old table up
 * again. So once one caller has seen the next table, nobody finds the old one in his cache.
 */
public final class Generation {

    private volatile boolean over;

    Generation() {
    }

    /** Whether there is a newer table, or is just about to be. */
    public boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
