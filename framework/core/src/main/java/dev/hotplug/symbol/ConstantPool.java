package dev.hotplug.symbol;

import java.util.HashMap;
import java.util.Map;

/**
 * The constant pool of a class file that is being written (JVMS 4.4). Each constant is in it once.
 *
 * <p>Not safe for use by many threads.
 */
final class ConstantPool {

    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;

    private final Output out = new Output(1024);
    private final Map<String, Integer> texts = new HashMap<>();
    /** Of constants that are made of one or two others: by kind, and by those two. */
    private final Map<Long, Integer> composed = new HashMap<>();
    private int last;

    /**
     * A text.
     *
     * @return its index, as of all that follow
     */
    int text(String text) {
        Integer known = texts.get(text);
        if (known == null) {
            out.u1(UTF8);
            out.text(text);
            known = next();
            texts.put(text, known);
        }
        return known;
    }

    /** A class, by its internal name, or by its descriptor if it is one of arrays. */
    int type(String name) {
        return composed(CLASS, text(name), 0);
    }

    int field(String owner, String name, String descriptor) {
        return composed(FIELD, type(owner), nameAndType(name, descriptor));
    }

    int method(String owner, String name, String descriptor) {
        return composed(METHOD, type(owner), nameAndType(name, descriptor));
    }

    int interfaceMethod(String owner, String name, String descriptor) {
        return composed(INTERFACE_METHOD, type(owner), nameAndType(name, descriptor));
    }

    /** Writes the pool as it stands in a class file, its count first. */
    void writeTo(Output file) {
        file.u2(last + 1);
        file.all(out);
    }

    private int nameAndType(String name, String descriptor) {
        return composed(NAME_AND_TYPE, text(name), text(descriptor));
    }

    /** A constant without a second part has 0 there, which is no index. */
    private int composed(int kind, int first, int second) {
        long key = (long) kind << 32 | (long) first << 16 | second;
        Integer known = composed.get(key);
        if (known == null) {
            out.u1(kind);
            out.u2(first);
            if (second != 0) {
                out.u2(second);
            }
            known = next();
            composed.put(key, known);
        }
        return known;
    }

    private int next() {
        if (last == 0xFFFE) {
            throw new ClassFormatError("its methods need more constants than a class file can hold");
        }
        last++;
        return last;
    }
}
