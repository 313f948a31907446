package dev.hotplug.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A class file as bytes, and where in it each constant stands (JVMS 4.4). Texts are decoded when somebody asks for
 * them, each once.
 *
 * <p>Not ASM's reader: that looks for bootstrap methods, and so goes through all members, before anything is asked,
 * takes texts that are none, and does not tell a text from another one without making a {@code String} of it.
 */
final class ClassBytes {

    static final int TEXT = 1;
    static final int CLASS = 7;
    static final int INTERFACE_METHOD = 11;
    static final int METHOD_HANDLE = 15;
    static final int METHOD_TYPE = 16;
    static final int DYNAMIC = 17;

    private static final int ITEM_COUNT = 8;
    private static final int FIRST_ITEM = 10;

    private final byte[] bytes;
    /** For each constant, where it begins behind its tag; 0 for what is none. */
    private final int[] items;
    private final String[] texts;
    private final int header;

    /**
     * Looks at the constants.
     *
     * @throws RuntimeException of any type if they are malformed
     */
    ClassBytes(byte[] bytes) {
        this.bytes = bytes;
        items = new int[u2(ITEM_COUNT)];
        texts = new String[items.length];
        int at = FIRST_ITEM;
        for (int i = 1; i < items.length; i++) {
            items[i] = at + 1;
            switch (bytes[at]) {
                case TEXT -> at += 3 + u2(at + 1);
                case CLASS, 8, METHOD_TYPE, 19, 20 -> at += 3;
                case METHOD_HANDLE -> at += 4;
                case 3, 4, 9, 10, INTERFACE_METHOD, 12, DYNAMIC, 18 -> at += 5;
                // A long or double takes the place of two.
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                default -> throw new IllegalArgumentException("constant of kind " + bytes[at]);
            }
        }
        header = at;
    }

    /** Where what follows the constants begins. */
    int header() {
        return header;
    }

    /** How many bytes there are. */
    int length() {
        return bytes.length;
    }

    /** How many constants there may be; their numbers are less than that. */
    int itemCount() {
        return items.length;
    }

    /** Where the constant begins, behind its tag. */
    int item(int index) {
        return items[index];
    }

    /** What kind of constant it is. */
    int tag(int index) {
        return u1(items[index] - 1);
    }

    int u1(int at) {
        return bytes[at] & 0xFF;
    }

    int u2(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    int s4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    /** The text whose number stands there. */
    String textAt(int at) {
        return text(u2(at));
    }

    /** The name of the class whose number stands there, or {@code null} for 0. */
    String classAt(int at) {
        int index = u2(at);
        return index == 0 ? null : textAt(items[index]);
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if the constant is none
     */
    String text(int index) {
        String text = texts[index];
        if (text == null) {
            text = decode(textStart(index), textLength(index));
            texts[index] = text;
        }
        return text;
    }

    /** Where the bytes of a text begin. */
    int textStart(int index) {
        int item = items[index];
        if (item == 0 || bytes[item - 1] != TEXT) {
            throw new IllegalArgumentException("constant " + index + " is no text");
        }
        return item + 2;
    }

    /** How many bytes a text has. */
    int textLength(int index) {
        return u2(items[index]);
    }

    /** Bytes for {@link #isTextAt}. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the text whose number stands there is that one. */
    boolean isTextAt(int at, byte[] ascii) {
        int index = u2(at);
        int from = textStart(index);
        return textLength(index) == ascii.length
                && Arrays.equals(bytes, from, from + ascii.length, ascii, 0, ascii.length);
    }

    /**
     * Whether the name of a class begins as the descriptor of an array.
     *
     * @throws IllegalArgumentException if it is empty
     */
    boolean isArray(int index) {
        if (textLength(index) == 0) {
            throw new IllegalArgumentException("constant " + index + " names no class");
        }
        return bytes[textStart(index)] == '[';
    }

    /** The bytes themselves, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * From the modified UTF-8 of class files. The JDK's own decoder has a fast way for what is ASCII; of everything else
     * it makes fewer characters than there are bytes, or replacement characters.
     */
    String decode(int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.length() == length && text.indexOf('\uFFFD') < 0 ? text : decodeWide(from, length);
    }

    private String decodeWide(int from, int length) {
        char[] chars = new char[length];
        int count = 0;
        for (int at = from; at < from + length; count++) {
            int first = bytes[at++];
            if (first >= 0) {
                chars[count] = (char) first;
            } else if ((first & 0xE0) == 0xC0) {
                chars[count] = (char) ((first & 0x1F) << 6 | bytes[at++] & 0x3F);
            } else {
                chars[count] = (char) ((first & 0xF) << 12 | (bytes[at++] & 0x3F) << 6 | bytes[at++] & 0x3F);
            }
        }
        return new String(chars, 0, count);
    }
}
