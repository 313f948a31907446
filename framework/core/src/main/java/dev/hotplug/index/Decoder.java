package dev.hotplug.index;

import dev.hotplug.index.UnusableEntryException.Kind;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link Encoder} wrote. Takes no more memory than the bytes could hold, whatever they claim. */
final class Decoder {

    private final DataInputStream in;

    Decoder(byte[] bytes, int length) {
        in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
    }

    /** Reads one value. */
    interface Read<T> {

        T from(Decoder in) throws IOException;
    }

    int number() throws IOException {
        return in.readInt();
    }

    boolean flag() throws IOException {
        return in.readBoolean();
    }

    String text() throws IOException {
        int length = count(Character.BYTES);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(in.readChar());
        }
        return text.toString();
    }

    <E extends Enum<E>> E constant(Class<E> type) throws IOException {
        return Enum.valueOf(type, text());
    }

    <T> List<T> all(Read<T> one) throws IOException {
        int count = count(1);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(one.from(this));
        }
        return values;
    }

    /** Insists that nothing follows. */
    void end() throws IOException {
        if (in.available() > 0) {
            throw new UnusableEntryException(Kind.DAMAGED, in.available() + " bytes too many");
        }
    }

    private int count(int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / bytesEach) {
            throw new UnusableEntryException(Kind.DAMAGED, "a count of " + count + " with " + in.available()
                    + " bytes left");
        }
        return count;
    }
}
