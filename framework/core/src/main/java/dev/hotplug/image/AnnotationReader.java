package dev.hotplug.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * Reads annotations from a class file (JVMS 4.7.16): texts as {@code String}, {@code int} as {@code Integer}, {@code
 * boolean} as {@code Boolean}, classes as {@link ClassName}, arrays as {@code List}; anything else as something else,
 * since no annotation of the API holds it.
 */
final class AnnotationReader {

    private static final String API = "L" + AnnotationScan.API.replace('.', '/');
    private static final Object SOMETHING_ELSE = new Object();
    /** Beside what the file has bytes, in characters: some constants are used twice. */
    private static final int ROOM = 1 << 20;
    private static final int TEXT = 1;
    private static final int INTEGER = 3;

    private final ClassReader file;
    private final char[] buffer;
    /** How many characters may still be read. */
    private long room;
    private int at;

    /**
     * A class as an annotation's value: many may name one constant, which need not become a text for each.
     *
     * @param descriptor the constant; of anything, since nobody has looked
     */
    record ClassName(String descriptor) {

        /**
         * Binary name; as in source for what has none.
         *
         * @throws RuntimeException of any type if the descriptor is malformed; or a {@link StackOverflowError}
         */
        String name() {
            if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
                return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
            }
            return descriptor.equals("V") ? "void" : TypeText.of(null, descriptor);
        }
    }

    /**
     * @param bytes how many the file has
     */
    AnnotationReader(ClassReader file, char[] buffer, int bytes) {
        this.file = file;
        this.buffer = buffer;
        this.room = (long) ROOM + bytes;
    }

    /**
     * Accounts for texts that somebody may make others of. Each mostly stands in the file for one that is read; but tens
     * of thousands may be one constant, and what is made of them have no end.
     *
     * @throws IllegalArgumentException if they are more than any compiler writes
     */
    void take(int characters) {
        room -= characters;
        if (room < 0) {
            throw new IllegalArgumentException("annotations hold more text than their file has bytes");
        }
    }

    /**
     * Reads those of the API.
     *
     * @param content where the attribute's content begins
     * @param found where to add their values, by their simple names; the first of a name counts
     * @return where they end, which the attribute need not
     * @throws RuntimeException of any type if they are malformed; or a {@link StackOverflowError}
     */
    int read(int content, Map<String, Map<String, Object>> found) {
        at = content;
        for (int left = u2(); left > 0; left--) {
            String type = text();
            Map<String, Object> values = values();
            if (type.startsWith(API)) {
                found.putIfAbsent(type.substring(API.length(), type.length() - 1), values);
            }
        }
        return at;
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (int left = u2(); left > 0; left--) {
            String name = text();
            values.putIfAbsent(name, value());
        }
        return values;
    }

    private Object value() {
        int tag = file.readByte(at++);
        switch (tag) {
            case 's':
                return text();
            case 'I':
                return integer();
            case 'Z':
                return integer() != 0;
            case 'c':
                return new ClassName(text());
            case '[':
                List<Object> elements = new ArrayList<>();
                for (int left = u2(); left > 0; left--) {
                    elements.add(value());
                }
                return elements;
            case '@':
                at += 2;
                values();
                return SOMETHING_ELSE;
            case 'e':
                at += 4;
                return SOMETHING_ELSE;
            case 'B', 'C', 'D', 'F', 'J', 'S':
                at += 2;
                return SOMETHING_ELSE;
            default:
                throw new IllegalArgumentException("tag of an annotation's value: " + tag);
        }
    }

    private String text() {
        require(TEXT);
        String text = file.readUTF8(at, buffer);
        take(text.length());
        at += 2;
        return text;
    }

    private int integer() {
        return file.readInt(require(INTEGER, u2()));
    }

    private void require(int kind) {
        require(kind, file.readUnsignedShort(at));
    }

    /** Where the constant begins, which is of that kind. ASM does not look. */
    private int require(int kind, int constant) {
        int item = file.getItem(constant);
        if (item == 0 || file.readByte(item - 1) != kind) {
            throw new IllegalArgumentException("constant " + constant + " is not of kind " + kind);
        }
        return item;
    }

    private int u2() {
        int value = file.readUnsignedShort(at);
        at += 2;
        return value;
    }
}
