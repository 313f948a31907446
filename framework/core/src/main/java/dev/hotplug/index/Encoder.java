package dev.hotplug.index;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Writes values into memory, the highest byte first; {@link Decoder} reads them. */
final class Encoder {

    /** The lowest bit of a text's length: two bytes for each character. */
    static final int WIDE = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Encoder number(int value) {
        bytes.write(value >>> 24);
        bytes.write(value >>> 16);
        bytes.write(value >>> 8);
        bytes.write(value);
        return this;
    }

    Encoder flag(boolean value) {
        bytes.write(value ? 1 : 0);
        return this;
    }

    /** One byte for each character if that will do, otherwise UTF-16, since a class file may name what UTF-8 cannot. */
    Encoder text(String value) {
        boolean wide = isWide(value);
        number(value.length() << 1 | (wide ? WIDE : 0));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (wide) {
                bytes.write(c >>> 8);
            }
            bytes.write(c);
        }
        return this;
    }

    <T> Encoder all(Collection<T> values, BiConsumer<Encoder, T> one) {
        number(values.size());
        for (T value : values) {
            one.accept(this, value);
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static boolean isWide(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xFF) {
                return true;
            }
        }
        return false;
    }
}
