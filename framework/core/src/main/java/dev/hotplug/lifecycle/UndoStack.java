package dev.hotplug.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a load has done, newest first, so that its failure can undo exactly that: the kernel's {@code goto} labels as
 * data. Used by one thread.
 */
final class UndoStack {

    /** Undoes one thing. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private final List<Action> done = new ArrayList<>();
    /** Those of them that wait until the plugin is quiet, in the same order. */
    private final List<Action> onlyWhenQuiet = new ArrayList<>();

    /** Remembers how to undo what was just done, or is about to be done in parts. */
    void push(Action action) {
        done.add(action);
    }

    /** As {@link #push}, for what must stay while code of the plugin still runs or somebody still holds it. */
    void pushForWhenQuiet(Action action) {
        done.add(action);
        onlyWhenQuiet.add(action);
    }

    /** Forgets everything: there is no way back any more. */
    void clear() {
        done.clear();
        onlyWhenQuiet.clear();
    }

    /**
     * Undoes everything, newest first.
     *
     * @param failure collects what goes wrong on the way, as suppressed exceptions
     * @param quiet whether nothing of the plugin runs or is held; asked anew each time it matters
     * @return what had to be put off, in the order in which it is to be done; empty if all is undone
     */
    List<Action> unwind(Throwable failure, BooleanSupplier quiet) {
        List<Action> putOff = new ArrayList<>();
        while (!done.isEmpty()) {
            Action action = done.remove(done.size() - 1);
            int last = onlyWhenQuiet.size() - 1;
            if (last >= 0 && onlyWhenQuiet.get(last) == action) {
                onlyWhenQuiet.remove(last);
                if (!putOff.isEmpty() || !quiet.getAsBoolean()) {
                    putOff.add(action);
                    continue;
                }
            }
            try {
                action.run();
            } catch (Throwable problem) {
                note(failure, problem);
            }
        }
        return putOff;
    }

    /** Tells of a part that could not be undone, if there is memory to; the others follow whatever comes of that. */
    static void note(Throwable failure, Throwable problem) {
        try {
            failure.addSuppressed(problem);
        } catch (Throwable untold) {
            return;
        }
    }
}
