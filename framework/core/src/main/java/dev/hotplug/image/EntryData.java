package dev.hotplug.image;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Brings the data of an entry into the form that its reader wants, and believes nothing that it did not count. */
final class EntryData {

    private EntryData() {
    }

    /**
     * Inflates or copies, and checks size and CRC.
     *
     * @throws ZipException if the data are not what the directory says; the message says what is wrong
     */
    static byte[] unpack(byte[] packed, int from, int packedSize, boolean deflated, int size, int crc)
            throws ZipException {
        byte[] data = deflated
                ? inflate(packed, from, packedSize, size)
                : Arrays.copyOfRange(packed, from, from + packedSize);
        checkCrc(data, 0, data.length, crc);
        return data;
    }

    static void checkCrc(byte[] data, int from, int length, int expected) throws ZipException {
        CRC32 crc = new CRC32();
        crc.update(data, from, length);
        if ((int) crc.getValue() != expected) {
            throw new ZipException(
                    String.format("damaged: CRC is %08x, expected %08x", (int) crc.getValue(), expected));
        }
    }

    private static byte[] inflate(byte[] packed, int from, int packedSize, int size) throws ZipException {
        Inflater inflater = Inflaters.take();
        try {
            inflater.setInput(packed, from, packedSize);
            byte[] data = new byte[size];
            int count = 0;
            int step;
            do {
                step = inflater.inflate(data, count, size - count);
                count += step;
            } while (step > 0 && count < size);
            // Sometimes the end of the stream shows only when more is asked for than there should be.
            boolean more = count == size && !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (more) {
                throw new ZipException("inflates to more than the " + size + " bytes that the directory says");
            }
            if (count < size) {
                throw new ZipException("inflates to " + count + " bytes, expected " + size);
            }
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw new ZipException("its deflated data do not end where the directory says");
            }
            return data;
        } catch (DataFormatException corrupt) {
            ZipException failure = new ZipException("corrupt deflated data: " + corrupt.getMessage());
            failure.initCause(corrupt);
            throw failure;
        } finally {
            Inflaters.giveBack(inflater);
        }
    }
}
