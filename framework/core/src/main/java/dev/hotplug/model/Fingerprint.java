package dev.hotplug.model;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Tells contents apart, cheaply from the first call on: 128 bits mixed from checksums. A cryptographic digest costs a
 * cold JVM some 20 ms for its classes; a CRC-32 has an instruction of its own, and passes a megabyte in less than one.
 *
 * <p>It finds every change that happens by itself, and is no proof against a forger. So it may decide what is
 * <em>remembered</em> of a plugin, never what a plugin may do: who forges one gets a descriptor or a link verdict that is
 * wrong for his own code, which runs with the host's rights as soon as it is loaded, whatever was remembered.
 *
 * <p>Confined to one thread.
 */
public final class Fingerprint {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /* Odd constants without pattern, as MurmurHash's and SplitMix's; the two halves differ in order and constants. */
    private long high = 0x9E3779B97F4A7C15L;
    private long low = 0xC2B2AE3D27D4EB4FL;

    /**
     * Mixes a number in.
     *
     * @return this
     */
    public Fingerprint add(long value) {
        high = (high ^ value) * 0xFF51AFD7ED558CCDL;
        high ^= high >>> 32;
        low = (low + value) * 0xBF58476D1CE4E5B9L;
        low ^= low >>> 29;
        return this;
    }

    /**
     * Mixes CRC-32 and length of some bytes in.
     *
     * @param from the first byte's index
     * @param to the index behind the last
     * @return this
     */
    public Fingerprint add(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return add(crc.getValue() << 32 | to - from);
    }

    /**
     * Mixes a text in, told apart from its neighbours.
     *
     * @return this
     */
    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes, 0, bytes.length).add(text.hashCode());
    }

    /** All that was mixed in, as 32 hexadecimal digits. */
    @Override
    public String toString() {
        byte[] text = new byte[32];
        write(high, text, 0);
        write(low, text, 16);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void write(long half, byte[] text, int from) {
        for (int i = 0; i < 16; i++) {
            text[from + i] = DIGITS[(int) (half >>> 60 - 4 * i) & 15];
        }
    }
}
