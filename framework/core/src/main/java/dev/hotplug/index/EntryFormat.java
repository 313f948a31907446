package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An {@link IndexEntry} as a file: magic, format, framework, fingerprint of the image, descriptor, verdicts, and CRC-32 of
 * all that.
 */
final class EntryFormat {

    /** Raised with every change of what is written. */
    static final int VERSION = 4;

    /** {@code HPIX}. */
    private static final int MAGIC = 0x48504958;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int CHECKSUM = Integer.BYTES;

    private EntryFormat() {
    }

    static byte[] encode(IndexEntry entry, String framework) {
        Encoder out = begin(MAGIC, framework, entry.fingerprint());
        DescriptorFormat.write(out, entry.descriptor());
        return end(out.all(entry.verdicts(), VerdictFormat::write));
    }

    /** Begins a file, as {@link #open} expects it. */
    static Encoder begin(int magic, String framework, String key) {
        return new Encoder().number(magic).number(VERSION).text(framework).text(key);
    }

    /** Ends it. */
    static byte[] end(Encoder out) {
        byte[] content = out.bytes();
        return out.number(checksum(content, content.length)).bytes();
    }

    /**
     * @throws UnusableEntryException if it is not, to the last bit, what this framework wrote for that content
     */
    static IndexEntry decode(byte[] file, String framework, String fingerprint) throws IOException {
        try {
            Decoder in = open(MAGIC, file, framework, fingerprint);
            Descriptor descriptor = DescriptorFormat.read(in);
            List<LinkVerdict> verdicts = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                verdicts.add(VerdictFormat.read(in));
            }
            IndexEntry entry = new IndexEntry(fingerprint, descriptor, verdicts);
            in.end();
            return entry;
        } catch (RuntimeException garbage) {
            throw UnusableEntryException.damaged("garbled: " + garbage);
        }
    }

    /**
     * Opens a file.
     *
     * @return what gives what is between its head and its checksum
     * @throws UnusableEntryException if it is not, to the last bit, what this framework wrote under that key
     */
    static Decoder open(int magic, byte[] file, String framework, String key) throws IOException {
        int length = file.length - CHECKSUM;
        if (length < HEAD) {
            throw UnusableEntryException.damaged("truncated");
        }
        Decoder in = new Decoder(file, length);
        if (in.number() != magic) {
            throw UnusableEntryException.damaged("not an index file");
        }
        // What a future format has behind its number, nobody knows.
        int version = in.number();
        if (version != VERSION) {
            throw UnusableEntryException.foreign("of format " + version + ", expected " + VERSION);
        }
        Decoder tail = new Decoder(file, file.length);
        tail.skip(length);
        if (tail.number() != checksum(file, length)) {
            throw UnusableEntryException.damaged("altered or truncated");
        }
        expect("framework", framework, in.text());
        expect("content", key, in.text());
        return in;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void expect(String what, String expected, String found) throws IOException {
        if (!found.equals(expected)) {
            throw UnusableEntryException.foreign("of " + what + " " + found + ", expected " + expected);
        }
    }
}
