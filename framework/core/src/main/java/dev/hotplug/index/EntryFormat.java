package dev.hotplug.index;

import dev.hotplug.index.UnusableEntryException.Kind;
import java.io.IOException;
import java.util.Arrays;

/**
 * An {@link IndexEntry} as a file: magic, format, framework, digest of the image, descriptor, verdicts, and SHA-256 of
 * all that.
 */
final class EntryFormat {

    /** Raised with every change of what is written. */
    static final int VERSION = 2;

    /** {@code HPIX}. */
    private static final int MAGIC = 0x48504958;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int CHECKSUM = 32;

    private EntryFormat() {
    }

    static byte[] encode(IndexEntry entry, String framework) {
        Encoder out = new Encoder().number(MAGIC).number(VERSION).text(framework).text(entry.digest());
        DescriptorFormat.write(out, entry.descriptor());
        byte[] content = out.all(entry.verdicts(), VerdictFormat::write).bytes();
        byte[] file = Arrays.copyOf(content, content.length + CHECKSUM);
        System.arraycopy(Sha256.of(content, content.length), 0, file, content.length, CHECKSUM);
        return file;
    }

    /**
     * @throws UnusableEntryException if it is not, to the last bit, what this framework wrote for that content
     */
    static IndexEntry decode(byte[] file, String framework, String digest) throws UnusableEntryException {
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
            if (!Arrays.equals(Sha256.of(file, length), Arrays.copyOfRange(file, length, file.length))) {
                throw new UnusableEntryException(Kind.DAMAGED, "altered or truncated");
            }
            expect("framework", framework, in.text());
            expect("content", digest, in.text());
            IndexEntry entry = new IndexEntry(digest, DescriptorFormat.read(in), in.all(VerdictFormat::read));
            in.end();
            return entry;
        } catch (UnusableEntryException unusable) {
            throw unusable;
        } catch (IOException | RuntimeException garbage) {
            throw new UnusableEntryException(Kind.DAMAGED, "garbled: " + garbage);
        }
    }

    private static void expect(String what, String expected, String found) throws UnusableEntryException {
        if (!found.equals(expected)) {
            throw new UnusableEntryException(Kind.FOREIGN, "of " + what + " " + found + ", expected " + expected);
        }
    }
}
