package dev.hotplug.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes ZIPs byte by byte, so that every field can be wrong. */
final class RawZip {

    final List<Entry> entries = new ArrayList<>();
    byte[] prefix = {};
    byte[] suffix = {};
    byte[] comment = {};
    int count = -1;
    int disk;
    long directorySize = -1;
    long directoryOffset = -1;
    byte[] beforeEnd = {};
    /** Which entry each record of the directory is of; {@code null} for all, in order. */
    int[] directoryOrder;

    /** One entry; what is not set is as it should be. */
    static final class Entry {

        byte[] name;
        byte[] localName;
        byte[] data;
        int method;
        int localMethod;
        int flags;
        int localFlags;
        long crc;
        long localCrc;
        long packedSize;
        long localPackedSize;
        long size;
        long localSize;
        long offset = -1;
        int signature = 0x02014b50;
        int localSignature = 0x04034b50;
        byte[] extra = {};
        /** What stands behind the data. */
        byte[] gap = {};
    }

    Entry stored(String name, String text) {
        return stored(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Entry stored(String name, byte[] content) {
        return add(name, content, false);
    }

    Entry deflated(String name, byte[] content) {
        return add(name, content, true);
    }

    private Entry add(String name, byte[] content, boolean deflated) {
        Entry entry = new Entry();
        entry.name = name.getBytes(StandardCharsets.UTF_8);
        entry.localName = entry.name;
        entry.data = deflated ? deflate(content) : content;
        entry.method = deflated ? 8 : 0;
        entry.localMethod = entry.method;
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.crc = crc.getValue();
        entry.localCrc = entry.crc;
        entry.size = content.length;
        entry.localSize = content.length;
        entry.packedSize = entry.data.length;
        entry.localPackedSize = entry.data.length;
        entries.add(entry);
        return entry;
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return packed.toByteArray();
    }

    /** Has the entry's sizes and CRC stand behind its data, as a writer must who cannot go back. */
    static void describeBehind(Entry entry, int signature, int bytesOfASize) {
        entry.flags |= 8;
        entry.localFlags |= 8;
        ByteArrayOutputStream gap = new ByteArrayOutputStream();
        if (signature != 0) {
            number(gap, 4, signature);
        }
        number(gap, 4, entry.crc);
        number(gap, bytesOfASize, entry.packedSize);
        number(gap, bytesOfASize, entry.size);
        entry.gap = gap.toByteArray();
        entry.localCrc = 0;
        entry.localPackedSize = 0;
        entry.localSize = 0;
    }

    byte[] bytes() {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(prefix);
        long[] offsets = new long[entries.size()];
        for (int i = 0; i < offsets.length; i++) {
            Entry entry = entries.get(i);
            offsets[i] = zip.size();
            number(zip, 4, entry.localSignature);
            numbers(zip, 20, entry.localFlags, entry.localMethod, 0, 0);
            number(zip, 4, entry.localCrc);
            number(zip, 4, entry.localPackedSize);
            number(zip, 4, entry.localSize);
            numbers(zip, entry.localName.length, 0);
            zip.writeBytes(entry.localName);
            zip.writeBytes(entry.data);
            zip.writeBytes(entry.gap);
        }
        long start = zip.size();
        for (int record = 0; record < offsets.length; record++) {
            int i = directoryOrder == null ? record : directoryOrder[record];
            Entry entry = entries.get(i);
            number(zip, 4, entry.signature);
            numbers(zip, 20, 20, entry.flags, entry.method, 0, 0);
            number(zip, 4, entry.crc);
            number(zip, 4, entry.packedSize);
            number(zip, 4, entry.size);
            numbers(zip, entry.name.length, entry.extra.length, 0, 0, 0);
            number(zip, 4, 0);
            number(zip, 4, entry.offset < 0 ? offsets[i] : entry.offset);
            zip.writeBytes(entry.name);
            zip.writeBytes(entry.extra);
        }
        long size = zip.size() - start;
        zip.writeBytes(beforeEnd);
        number(zip, 4, 0x06054b50);
        int total = count < 0 ? offsets.length : count;
        numbers(zip, disk, disk, total, total);
        number(zip, 4, directorySize < 0 ? size : directorySize);
        number(zip, 4, directoryOffset < 0 ? start : directoryOffset);
        numbers(zip, comment.length);
        zip.writeBytes(comment);
        zip.writeBytes(suffix);
        return zip.toByteArray();
    }

    private static void numbers(ByteArrayOutputStream zip, int... values) {
        for (int value : values) {
            number(zip, 2, value);
        }
    }

    private static void number(ByteArrayOutputStream zip, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            zip.write((int) (value >>> 8 * i));
        }
    }
}
