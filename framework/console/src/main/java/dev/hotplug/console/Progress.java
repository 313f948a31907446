package dev.hotplug.console;

import dev.hotplug.console.text.Plain;
import java.io.PrintWriter;

/** One line on a terminal that says how far a long batch is, and is gone afterwards. Used by one thread. */
final class Progress {

    /** Shorter batches are over before anybody wonders. */
    private static final int LONG = 10;

    private static final String CLEAR = "\r\033[K";

    private final PrintWriter out;
    private final int total;
    private final int width;
    private final boolean shown;

    /**
     * Begins a batch.
     *
     * @param total how many steps it has
     * @param watched whether somebody watches who sees the line replaced
     */
    Progress(PrintWriter out, int total, int width, boolean watched) {
        this.out = out;
        this.total = total;
        this.width = width;
        this.shown = watched && total >= LONG;
    }

    /** Says which step begins. */
    void at(int step, String what) {
        if (shown) {
            String line = step + " of " + total + ": " + Plain.text(what);
            out.print(CLEAR + line.substring(0, Math.min(line.length(), width - 1)));
            out.flush();
        }
    }

    /** Makes room for a line that stays. */
    void clear() {
        if (shown) {
            out.print(CLEAR);
            out.flush();
        }
    }
}
