package dev.hotplug.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Writes values into memory; {@link Decoder} reads them. */
final class Encoder {

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

    /** As UTF-16, since a class file may name what no other encoding can. */
    Encoder text(String value) {
        return write(to -> {
            to.writeInt(value.length());
            to.writeChars(value);
        });
    }

    Encoder constant(Enum<?> value) {
        return text(value.name());
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
