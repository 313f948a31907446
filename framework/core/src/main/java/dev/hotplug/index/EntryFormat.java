package dev.hotplug.index;

import dev.hotplug.index.UnusableEntryException.Kind;
import dev.hotplug.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An {@link IndexEntry} as a file: magic, format, framework, fingerprint of the image, descriptor, verdicts, and CRC-32 of
 * all that.
 */
final class EntryFormat {

    /** Raised with every change of what is written. */
    static final int VERSION = 3;

    /** {@code HPIX}. */
    private static final int MAGIC = 0x48504958;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int CHECKSUM = Integer.BYTES;

    private EntryFormat() {
    }

    static byte[] encode(IndexEntry entry, String framework) {
        Encoder out = new Encoder().number(MAGIC).number(VERSION).text(framework).text(entry.fingerprint());
        DescriptorFormat.write(out, entry.descriptor());
        byte[] content = out.all(entry.verdicts(), VerdictFormat::write).bytes();
        return out.number(checksum(content, content.length)).bytes();
    }

    /**
     * @throws UnusableEntryException if it is not, to the last bit, what this framework wrote for that content
     */
    static IndexEntry decode(byte[] file, String framework, String fingerprint) throws UnusableEntryException {
        int length = file.length - CHECKSUM;
        if (length < HEAD) {
            throw new UnusableEntryException(Kind.DAMAGED, "truncated");
        }
        Decoder in = new Decoder(file, length);
        try {
            if (in.number() != MAGIC) {
                throw new UnusableEntryException(Kind.DAMAGED, "not an index file");
            }
            // What a future format has behind its number, nobody knows.
            int version = in.number();
            if (version != VERSION) {
                throw new UnusableEntryException(Kind.FOREIGN, "of format " + version + ", expected " + VERSION);
            }
            Decoder tail = new Decoder(file, file.length);
            tail.skip(length);
            if (tail.number() != checksum(file, length)) {
                throw new UnusableEntryException(Kind.DAMAGED, "altered or truncated");
            }
            expect("framework", framework, in.text());
            expect("content", fingerprint, in.text());
            Descriptor descriptor = DescriptorFormat.read(in);
            List<LinkVerdict> verdicts = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                verdicts.add(VerdictFormat.read(in));
            }
            IndexEntry entry = new IndexEntry(fingerprint, descriptor, verdicts);
            in.end();
            return entry;
        } catch (UnusableEntryException unusable) {
            throw unusable;
        } catch (RuntimeException garbage) {
            throw new UnusableEntryException(Kind.DAMAGED, "garbled: " + garbage);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void expect(String what, String expected, String found) throws UnusableEntryException {
        if (!found.equals(expected)) {
            throw new UnusableEntryException(Kind.FOREIGN, "of " + what + " " + found + ", expected " + expected);
        }
    }
}
