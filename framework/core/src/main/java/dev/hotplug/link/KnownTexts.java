package dev.hotplug.link;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Numbers for texts, by their bytes, so that a class file's texts can be told apart without being made.
 *
 * <p>Readers take no lock and may come at any time: what is added is immutable, with final fields, so it may be handed
 * over by a race (JLS 17.5), and who misses a text that is just being added finds none. The table grows by being
 * replaced. Adding is for one thread at a time: whoever has the texts holds a lock, else two could get one number.
 */
final class KnownTexts {

    /** The number of a text that has none. */
    static final int UNKNOWN = 0;
    /**
     * How many places a table is searched at most. An ordinary one, half full, never comes near; texts that were made to
     * have one hash are not added from some number on.
     */
    static final int PLACES = 64;

    private volatile Text[] table;
    /** The last number that was given. */
    private int count;

    /**
     * @param size of the first table; a power of two
     */
    KnownTexts(int size) {
        table = new Text[size];
    }

    private static final class Text {

        private final byte[] bytes;
        private final int hash;
        private final int number;

        Text(byte[] bytes, int hash, int number) {
            this.bytes = bytes;
            this.hash = hash;
            this.number = number;
        }
    }

    /** For each constant of a class file that is a text, its number. */
    int[] numbers(ClassBytes file) {
        int[] numbers = new int[file.itemCount()];
        for (int i = 1; i < numbers.length; i++) {
            if (file.item(i) != 0 && file.tag(i) == ClassBytes.TEXT) {
                numbers[i] = number(file.bytes(), file.textStart(i), file.textLength(i));
            }
        }
        return numbers;
    }

    /** The number of a text, or {@link #UNKNOWN}. */
    int number(byte[] bytes, int from, int length) {
        Text[] known = table;
        int hash = hash(bytes, from, length);
        for (int i = 0; i < PLACES; i++) {
            Text text = known[hash + i & known.length - 1];
            if (text == null) {
                return UNKNOWN;
            }
            if (text.hash == hash && Arrays.equals(text.bytes, 0, text.bytes.length, bytes, from, from + length)) {
                return text.number;
            }
        }
        return UNKNOWN;
    }

    /** The number of a text, which gets one if it has none; {@link #UNKNOWN} if there is no place for it. */
    int add(byte[] bytes) {
        int number = number(bytes, 0, bytes.length);
        if (number != UNKNOWN) {
            return number;
        }
        Text[] roomy = table;
        if (++count > roomy.length / 2) {
            roomy = new Text[2 * roomy.length];
            for (Text text : table) {
                if (text != null) {
                    put(text, roomy);
                }
            }
        }
        boolean placed = put(new Text(bytes, hash(bytes, 0, bytes.length), count), roomy);
        table = roomy;
        return placed ? count : UNKNOWN;
    }

    /** Whether there was a place. A text that loses its own when the table grows is unknown again, which is safe. */
    private static boolean put(Text text, Text[] into) {
        for (int i = 0; i < PLACES; i++) {
            int at = text.hash + i & into.length - 1;
            if (into[at] == null) {
                into[at] = text;
                return true;
            }
        }
        return false;
    }

    /** The JVM has it in machine code from the first call on. */
    private static int hash(byte[] bytes, int from, int length) {
        CRC32 hash = new CRC32();
        hash.update(bytes, from, length);
        return (int) hash.getValue();
    }
}
