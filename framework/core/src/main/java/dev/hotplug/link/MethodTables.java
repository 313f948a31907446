package dev.hotplug.link;

/** What a method's code has beside its instructions: exception handlers and line numbers. */
final class MethodTables {

    private static final byte[] LINES = ClassBytes.ascii("LineNumberTable");

    private final ClassBytes file;
    private final int handlers;
    private final int handlerCount;
    /** For each handler, the link errors that it catches; {@code null} if none does, as in nearly every method. */
    private final int[] errors;
    private final int lines;

    /**
     * @param begin where the instructions end
     * @param end where the code's attribute ends
     * @throws RuntimeException of any type if they are malformed
     */
    MethodTables(FactsReader facts, int begin, int end) {
        file = facts.file();
        handlers = begin + 2;
        handlerCount = file.u2(begin);
        int attribute = handlers + 8 * handlerCount;
        if (attribute + 2 > end) {
            throw new IllegalArgumentException(handlerCount + " exception handlers");
        }
        int[] found = null;
        for (int i = 0; i < handlerCount; i++) {
            int here = JvmError.caughtBy(file.classAt(handlers + 8 * i + 6));
            if (here != 0) {
                found = found == null ? new int[handlerCount] : found;
                found[i] = here;
            }
        }
        errors = found;
        int attributes = file.u2(attribute);
        int table = 0;
        attribute += 2;
        for (int i = 0; i < attributes; i++) {
            int next = facts.next(attribute);
            if (file.isTextAt(attribute, LINES)) {
                table = attribute + 6;
                FactsReader.requireEnd(table + 2 + 4 * file.u2(table), next);
            }
            attribute = next;
        }
        FactsReader.requireEnd(attribute, end);
        lines = table;
    }

    int handlerCount() {
        return handlerCount;
    }

    /** The number of the class that a handler catches, or 0 for everything. */
    int caught(int handler) {
        return file.u2(handlers + 8 * handler + 6);
    }

    /** Where a handler begins, counted from the first instruction. */
    int handler(int handler) {
        return file.u2(handlers + 8 * handler + 4);
    }

    /** Whether the method catches link errors at all. */
    boolean catches() {
        return errors != null;
    }

    /** The link errors that are caught at an instruction, as {@link JvmError#caughtBy} has them. */
    int caughtAt(int pc) {
        int all = 0;
        for (int i = 0; errors != null && i < handlerCount; i++) {
            int entry = handlers + 8 * i;
            if (file.u2(entry) <= pc && pc < file.u2(entry + 2)) {
                all |= errors[i];
            }
        }
        return all;
    }

    /** The line of an instruction, or 0 if it is not known. */
    int line(int pc) {
        int count = lines == 0 ? 0 : file.u2(lines);
        int line = 0;
        int nearest = -1;
        for (int i = 0; i < count; i++) {
            int from = file.u2(lines + 2 + 4 * i);
            if (from <= pc && from >= nearest) {
                nearest = from;
                line = file.u2(lines + 4 + 4 * i);
            }
        }
        return line;
    }
}
