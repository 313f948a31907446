package dev.hotplug.symbol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes in the making, big end first, as class files have them (JVMS 4.1).
 *
 * <p>Not safe for use by many threads.
 */
final class Output {

    private static final int LONGEST_TEXT = 0xFFFF;

    private byte[] bytes;
    private int length;

    Output(int room) {
        bytes = new byte[room];
    }

    int length() {
        return length;
    }

    void u1(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    void u2(int value) {
        u1(value >> 8);
        u1(value);
    }

    void u4(int value) {
        u2(value >> 16);
        u2(value);
    }

    /** Writes two bytes in place of two that were written before. */
    void putU2(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    void all(Output other) {
        all(other.bytes, other.length);
    }

    private void all(byte[] others, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(others, 0, bytes, length, count);
        length += count;
    }

    /**
     * A text with its length before it, in the modified UTF-8 of class files (JVMS 4.4.7).
     *
     * @throws ClassFormatError if it is longer than a class file can hold
     */
    void text(String text) {
        byte[] encoded = isPlain(text) ? text.getBytes(StandardCharsets.ISO_8859_1) : encoded(text);
        if (encoded.length > LONGEST_TEXT) {
            throw new ClassFormatError("a name of " + encoded.length + " bytes, more than a class file can hold");
        }
        u2(encoded.length);
        all(encoded, encoded.length);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Each half of a surrogate pair by itself, and zero as two bytes. */
    private static byte[] encoded(String text) {
        Output out = new Output(3 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != 0 && c <= 0x7F) {
                out.u1(c);
            } else if (c <= 0x7FF) {
                out.u1(0xC0 | c >> 6);
                out.u1(0x80 | c & 0x3F);
            } else {
                out.u1(0xE0 | c >> 12);
                out.u1(0x80 | c >> 6 & 0x3F);
                out.u1(0x80 | c & 0x3F);
            }
        }
        return out.toArray();
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }
}
