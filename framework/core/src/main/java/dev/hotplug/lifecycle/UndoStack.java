package dev.hotplug.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    private record Undo(Action action, boolean onlyWhenQuiet) {
    }

    private final Deque<Undo> done = new ArrayDeque<>();

    /** Remembers how to undo what was just done, or is about to be done in parts. */
    void push(Action action) {
        done.push(new Undo(action, false));
    }

    /** As {@link #push}, for what must stay while code of the plugin still runs or somebody still holds it. */
    void pushForWhenQuiet(Action action) {
        done.push(new Undo(action, true));
    }

    /** Forgets everything: there is no way back any more. */
    void clear() {
        done.clear();
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
            Undo undo = done.pop();
            if (undo.onlyWhenQuiet() && (!putOff.isEmpty() || !quiet.getAsBoolean())) {
                putOff.add(undo.action());
                continue;
            }
            try {
                undo.action().run();
            } catch (Throwable problem) {
                failure.addSuppressed(problem);
            }
        }
        return putOff;
    }
}
