package dev.hotplug.symbol;

/**
 * Whether what was looked up in a {@link SymbolTable} is still the answer: of a provider, whether it is in the newest table;
 * of all candidates for a type, whether they are the same in the newest table. What comes and goes elsewhere in the table
 * ends neither, so callers need not look up again because of it.
 *
 * <p>The writer ends the old generations before it publishes the next table: in between, callers look the old table up
 * again. So once one caller has seen the next table, nobody finds in his cache what is not in it.
 */
public final class Generation {

    private volatile boolean over;

    Generation() {
    }

    /** Whether there is a table with another answer, or is just about to be. */
    public boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
