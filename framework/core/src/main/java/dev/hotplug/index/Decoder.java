package dev.hotplug.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link Encoder} wrote. Takes no more memory than the bytes could hold, whatever they claim. */
final class Decoder {

    private final byte[] bytes;
    private final int end;
    private int at;

    Decoder(byte[] bytes, int length) {
        this.bytes = bytes;
        this.end = length;
    }

    int number() throws IOException {
        require(Integer.BYTES);
        int value = (bytes[at] & 0xFF) << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
        at += Integer.BYTES;
        return value;
    }

    boolean flag() throws IOException {
        require(1);
        return bytes[at++] != 0;
    }

    String text() throws IOException {
        int head = number();
        boolean wide = (head & Encoder.WIDE) != 0;
        int size = count(head >>> 1, wide ? Character.BYTES : 1) * (wide ? Character.BYTES : 1);
        int from = at;
        at += size;
        if (!wide) {
            return new String(bytes, from, size, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[size / Character.BYTES];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((bytes[from + 2 * i] & 0xFF) << 8 | bytes[from + 2 * i + 1] & 0xFF);
        }
        return new String(chars);
    }

    <E extends Enum<E>> E constant(Class<E> type) throws IOException {
        return Enum.valueOf(type, text());
    }

    void skip(int count) {
        at += count;
    }

    /** How many elements follow. */
    int count() throws IOException {
        return count(number(), 1);
    }

    List<String> texts() throws IOException {
        int count = count();
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return values;
    }

    /** Insists that nothing follows. */
    void end() throws IOException {
        if (at < end) {
            throw UnusableEntryException.damaged((end - at) + " bytes too many");
        }
    }

    private int count(int claimed, int bytesEach) throws IOException {
        if (claimed < 0 || claimed > (end - at) / bytesEach) {
            throw UnusableEntryException.damaged("a count of " + claimed + " with " + (end - at)
                    + " bytes left");
        }
        return claimed;
    }

    private void require(int size) throws IOException {
        if (size > end - at) {
            throw UnusableEntryException.damaged("truncated");
        }
    }
}
