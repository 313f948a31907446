package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.model.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the central directory of a ZIP that lies in memory, and refuses everything that two readers could
 * understand differently. The JDK's reader is lenient on purpose (duplicates, overlaps, local headers that
 * contradict the directory all pass), and it reads files only, while a nested library is a range of an
 * array.
 *
 * <p>Names of fields follow the format's own description (APPNOTE.TXT): LOC is the local header of an entry,
 * CEN its record in the central directory, END the record that closes the file.
 */
final class ZipDirectory {

    private static final int LOC_SIGNATURE = 0x04034b50;
    private static final int LOC_SIZE = 30;
    private static final int CEN_SIGNATURE = 0x02014b50;
    private static final int CEN_SIZE = 46;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_SIZE = 20;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final long ZIP64 = 0xFFFF_FFFFL;

    /** Bits 0 (encrypted), 6 (strong encryption) and 13 (local header masked). */
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    /** Bit 3: sizes and CRC follow the data, the local header does not know them. */
    private static final int DESCRIPTOR_FOLLOWS = 1 << 3;
    /** What may stand before these, and mostly does. */
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final String label;
    private final ByteWindow zip;
    private final Budget budget;
    private final Fingerprint fingerprint = new Fingerprint();
    private Map<String, ZipEntryRecord> entries;
    /** Where each entry begins, with its local header. */
    private int[] starts;
    /** Where each entry's record begins. */
    private int[] records;
    /** Where the data of the last one end. */
    private int reached;
    /** Whether each one that was read begins where the one before ends: as every tool writes them. */
    private boolean inOrder = true;

    /** An entry, where its record begins, and where it begins itself, with its local header. */
    private record Located(ZipEntryRecord entry, int record, int from) {

        int to() {
            return entry.data() + entry.packedSize();
        }
    }

    private ZipDirectory(String label, ByteWindow zip, Budget budget) {
        this.label = label;
        this.zip = zip;
        this.budget = budget;
    }

    /**
     * Reads all entries.
     *
     * @param label what messages begin with
     * @throws PluginException {@code BAD_IMAGE} or {@code LIMIT_EXCEEDED}
     */
    static ZipDirectory read(String label, ByteWindow zip, Budget budget) {
        ZipDirectory directory = new ZipDirectory(label, zip, budget);
        directory.checkRanges(directory.readEnd(directory.findEnd()));
        return directory;
    }

    /** The entries by name, in the order of the directory. */
    Map<String, ZipEntryRecord> entries() {
        return entries;
    }

    /**
     * Changes whenever an entry's name, size, place or declared checksum does. See {@link Fingerprint} for what it may be
     * used for.
     */
    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The END record is the last thing in the file but for its comment, whose length must fit exactly. */
    private int findEnd() {
        if (zip.length() == 0) {
            throw Refusals.badImage(label, "not a JAR: it is empty");
        }
        int lowest = Math.max(zip.from(), zip.to() - END_SIZE - MAX_COMMENT);
        for (int position = zip.to() - END_SIZE; position >= lowest; position--) {
            if (zip.s4(position) == END_SIGNATURE && position + END_SIZE + zip.u2(position + 20) == zip.to()) {
                return position;
            }
        }
        boolean begins = zip.length() >= 4 && zip.s4(zip.from()) == LOC_SIGNATURE;
        throw Refusals.badImage(label, begins
                ? "not a JAR: truncated: it begins like one, but has no directory at its end; copy or build it again"
                : "not a JAR: it has no ZIP directory at its end");
    }

    /** Reads the directory and gives the position of its beginning. */
    private int readEnd(int end) {
        int count = zip.u2(end + 10);
        long size = zip.u4(end + 12);
        long offset = zip.u4(end + 16);
        boolean locator = end - ZIP64_LOCATOR_SIZE >= zip.from()
                && zip.s4(end - ZIP64_LOCATOR_SIZE) == ZIP64_LOCATOR_SIGNATURE;
        if (locator || count == 0xFFFF || size == ZIP64 || offset == ZIP64) {
            throw zip64("its directory");
        }
        if (zip.u2(end + 4) != 0 || zip.u2(end + 6) != 0 || zip.u2(end + 8) != count) {
            throw corrupt("it is one part of an archive that was split");
        }
        long start = zip.from() + offset;
        if (start + size != end) {
            throw corrupt("it should end at byte " + (offset + size) + ", but the record that closes the file is at "
                    + "byte " + (end - zip.from()) + " (truncated, concatenated, or something was put before it)");
        }
        budget.addEntries(label, count);
        entries = new LinkedHashMap<>(2 * count);
        starts = new int[count];
        records = new int[count];
        int position = (int) start;
        for (int i = 0; i < count; i++) {
            position = readEntry(i, position, (int) start, end);
        }
        if (position != end) {
            throw corrupt("it holds more than the " + count + " entries that it counts");
        }
        inOrder = inOrder && (count == 0 || isGapSound(records[count - 1], reached, (int) start));
        fingerprint.add(zip.bytes(), (int) start, end);
        return (int) start;
    }

    /** Reads one CEN record and the LOC that it points to, and gives the position after the former. */
    private int readEntry(int number, int cen, int start, int directoryEnd) {
        if (cen + CEN_SIZE > directoryEnd || zip.s4(cen) != CEN_SIGNATURE) {
            throw corrupt("no entry at byte " + (cen - zip.from()) + ", where one should be");
        }
        int nameLength = zip.u2(cen + 28);
        int next = cen + CEN_SIZE + nameLength + zip.u2(cen + 30) + zip.u2(cen + 32);
        if (next > directoryEnd) {
            throw corrupt("the entry at byte " + (cen - zip.from()) + " reaches beyond its end");
        }
        String name = EntryNames.decode(label, zip, cen + CEN_SIZE, nameLength);
        int flags = zip.u2(cen + 8);
        int method = zip.u2(cen + 10);
        long packedSize = zip.u4(cen + 20);
        long size = zip.u4(cen + 24);
        long offset = zip.u4(cen + 42);
        if (packedSize == ZIP64 || size == ZIP64 || offset == ZIP64) {
            throw zip64(name);
        }
        if ((flags & ENCRYPTED) != 0) {
            throw entry(name, "is encrypted; build the JAR without encryption");
        }
        if (method != STORED && method != DEFLATED) {
            throw entry(name, "has compression method " + method + "; expected 0 (stored) or 8 (deflated)");
        }
        if (method == STORED && packedSize != size) {
            throw entry(name, "is stored, but has two sizes: " + packedSize + " and " + size);
        }
        budget.addEntry(label, name, packedSize, size);
        int crc = zip.s4(cen + 16);
        fingerprint.add((long) crc << 32 | size);
        int data = checkLocal(cen, zip.from() + offset, name, nameLength, start, packedSize);
        if (entries.put(name,
                new ZipEntryRecord(name, method == DEFLATED, (int) packedSize, (int) size, crc, data)) != null) {
            throw entry(name, "is there twice; expected each name once");
        }
        records[number] = cen;
        starts[number] = (int) (zip.from() + offset);
        inOrder = inOrder && (number == 0 || isGapSound(records[number - 1], reached, starts[number]));
        reached = data + (int) packedSize;
        return next;
    }

    /** Compares a LOC with its CEN record and gives the position of the data. */
    private int checkLocal(int cen, long loc, String name, int nameLength, int start, long packedSize) {
        if (loc + LOC_SIZE > start || zip.s4((int) loc) != LOC_SIGNATURE) {
            throw entry(name, "has no local header at byte " + (loc - zip.from()) + ", where the directory says");
        }
        int local = (int) loc;
        int localNameLength = zip.u2(local + 26);
        long data = loc + LOC_SIZE + localNameLength + zip.u2(local + 28);
        if (data + packedSize > start) {
            throw entry(name, "has data beyond the entries' end");
        }
        boolean sameName = localNameLength == nameLength
                && zip.isSame(local + LOC_SIZE, cen + CEN_SIZE, nameLength);
        if (!sameName) {
            throw contradiction(name, "name");
        }
        // From the flags to the sizes, both records have the same fields in the same order.
        if (!zip.isSame(local + 6, cen + 8, 20)) {
            checkFields(cen, local, name);
        }
        return (int) data;
    }

    /** Where a LOC and its CEN record differ: whether they may. */
    private void checkFields(int cen, int local, String name) {
        if (zip.u2(local + 8) != zip.u2(cen + 10)) {
            throw contradiction(name, "compression method");
        }
        int flags = zip.u2(local + 6);
        if ((flags & ENCRYPTED) != 0) {
            throw contradiction(name, "encryption");
        }
        if (((flags ^ zip.u2(cen + 8)) & DESCRIPTOR_FOLLOWS) != 0) {
            throw contradiction(name, "place of its sizes");
        }
        if ((flags & DESCRIPTOR_FOLLOWS) == 0) {
            checkLocalSizes(cen, local, name);
        }
    }

    private void checkLocalSizes(int cen, int local, String name) {
        // A writer that did not know how long the entry would be reserved 64-bit sizes and points to them.
        boolean elsewhere = zip.u4(local + 18) == ZIP64 || zip.u4(local + 22) == ZIP64;
        if (!elsewhere && (zip.s4(local + 18) != zip.s4(cen + 20) || zip.s4(local + 22) != zip.s4(cen + 24))) {
            throw contradiction(name, "size");
        }
        if (zip.s4(local + 14) != zip.s4(cen + 16)) {
            throw contradiction(name, "CRC");
        }
    }

    /**
     * Whether nothing stands behind an entry's data that whoever reads from the beginning could take for another entry:
     * nothing at all, or the sizes and the CRC, if it says so, which must be the directory's.
     */
    private boolean isGapSound(int cen, int from, int to) {
        int length = to - from;
        if ((zip.u2(cen + 8) & DESCRIPTOR_FOLLOWS) == 0) {
            return length == 0;
        }
        int at = from;
        if ((length == 16 || length == 24) && zip.s4(at) == DESCRIPTOR_SIGNATURE) {
            at += 4;
            length -= 4;
        }
        // In the directory, too, the sizes stand behind the CRC; of 64 bits the upper half is behind each.
        return length == 12 && zip.isSame(at, cen + 16, 12)
                || length == 20 && zip.isSame(at, cen + 16, 8) && zip.s4(at + 8) == 0
                && zip.isSame(at + 12, cen + 24, 4) && zip.s4(at + 16) == 0;
    }

    /** No two entries share a byte, and nothing stands before, between and behind them. */
    private void checkRanges(int directory) {
        int first = starts.length == 0 ? directory : starts[0];
        if (!inOrder) {
            List<Located> sorted = sorted();
            first = sorted.get(0).from();
            for (int i = 0; i < sorted.size(); i++) {
                Located entry = sorted.get(i);
                int next = i + 1 < sorted.size() ? sorted.get(i + 1).from() : directory;
                if (entry.to() > next) {
                    throw entry(sorted.get(i + 1).entry().name(), "overlaps " + entry.entry().name());
                }
                if (!isGapSound(entry.record(), entry.to(), next)) {
                    throw Refusals.badImage(label, "entry " + entry.entry().name() + ": " + (next - entry.to())
                            + " bytes stand behind its data that are not its sizes, which some readers take for another "
                            + "entry; build the JAR again");
                }
            }
        }
        if (first != zip.from()) {
            throw Refusals.badImage(label, "not a JAR: " + (first - zip.from())
                    + " bytes stand before its first entry; build it without a prefix");
        }
    }

    /** The entries in the order of their places. */
    private List<Located> sorted() {
        List<Located> sorted = new ArrayList<>(starts.length);
        for (ZipEntryRecord entry : entries.values()) {
            sorted.add(new Located(entry, records[sorted.size()], starts[sorted.size()]));
        }
        sorted.sort(Comparator.comparingInt(Located::from));
        return sorted;
    }

    private PluginException corrupt(String problem) {
        return Refusals.badImage(label, "corrupt ZIP directory: " + problem + "; copy or build it again");
    }

    private PluginException entry(String name, String problem) {
        return Refusals.badImage(label, "entry " + name + " " + problem);
    }

    private PluginException contradiction(String name, String what) {
        return entry(name, "has one " + what + " in the directory and another before its data; expected the same");
    }

    private PluginException zip64(String what) {
        return Refusals.badImage(label, "64-bit ZIP (zip64), needed by " + what
                + "; expected less than 65535 entries and 4 GiB, written without zip64");
    }
}
