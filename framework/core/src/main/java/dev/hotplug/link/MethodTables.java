package dev.hotplug.link;

import org.objectweb.asm.ClassReader;

/** What a method's code has beside its instructions: exception handlers and line numbers. */
final class MethodTables {

    private final ClassReader file;
    private final int handlers;
    private final int handlerCount;
    private final String[] caught;
    /** For each handler, the link errors that it catches; {@code null} if none does, as in nearly every method. */
    private final int[] errors;
    private final int lines;

    /**
     * @param start where the instructions begin
     * @param end where they end
     */
    MethodTables(FactsReader facts, int start, int end) {
        file = facts.file();
        if (end < start) {
            throw new IllegalArgumentException("code of " + (end - start) + " bytes");
        }
        handlers = end + 2;
        handlerCount = file.readUnsignedShort(end);
        caught = new String[handlerCount];
        int[] found = null;
        for (int i = 0; i < handlerCount; i++) {
            caught[i] = file.readClass(handlers + 8 * i + 6, facts.buffer());
            int here = JvmError.caughtBy(caught[i]);
            if (here != 0) {
                found = found == null ? new int[handlerCount] : found;
                found[i] = here;
            }
        }
        errors = found;
        int attribute = handlers + 8 * handlerCount;
        int attributes = file.readUnsignedShort(attribute);
        int table = 0;
        attribute += 2;
        for (int i = 0; i < attributes; i++) {
            if ("LineNumberTable".equals(file.readUTF8(attribute, facts.buffer()))) {
                table = attribute + 6;
            }
            attribute = facts.next(attribute);
        }
        lines = table;
    }

    int handlerCount() {
        return handlerCount;
    }

    /** Internal name of what a handler catches, or {@code null} for everything. */
    String caught(int handler) {
        return caught[handler];
    }

    /** Where a handler begins, counted from the first instruction. */
    int handler(int handler) {
        return file.readUnsignedShort(handlers + 8 * handler + 4);
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
            if (file.readUnsignedShort(entry) <= pc && pc < file.readUnsignedShort(entry + 2)) {
                all |= errors[i];
            }
        }
        return all;
    }

    /** The line of an instruction, or 0 if it is not known. */
    int line(int pc) {
        int count = lines == 0 ? 0 : file.readUnsignedShort(lines);
        int line = 0;
        int nearest = -1;
        for (int i = 0; i < count; i++) {
            int from = file.readUnsignedShort(lines + 2 + 4 * i);
            if (from <= pc && from >= nearest) {
                nearest = from;
                line = file.readUnsignedShort(lines + 4 + 4 * i);
            }
        }
        return line;
    }
}
