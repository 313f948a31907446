package dev.hotplug.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Writes values into memory; {@link Decoder} reads them. */
final class Encoder {

    /** The lowest bit of a text's length: two bytes for each character. */
    static final int WIDE = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Write {

        void to(DataOutputStream out) throws IOException;
    }

    Encoder number(int value) {
        return write(to -> to.writeInt(value));
    }

    Encoder flag(boolean value) {
        return write(to -> to.writeBoolean(value));
    }

    /** One byte for each character if that will do, otherwise UTF-16, since a class file may name what UTF-8 cannot. */
    Encoder text(String value) {
        boolean wide = value.chars().anyMatch(c -> c > 0xFF);
        return write(to -> {
            to.writeInt(value.length() << 1 | (wide ? WIDE : 0));
            if (wide) {
                to.writeChars(value);
            } else {
                to.writeBytes(value);
            }
        });
    }

    <T> Encoder all(Collection<T> values, BiConsumer<Encoder, T> one) {
        number(values.size());
        values.forEach(value -> one.accept(this, value));
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private Encoder write(Write value) {
        try {
            value.to(out);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
    }
}
