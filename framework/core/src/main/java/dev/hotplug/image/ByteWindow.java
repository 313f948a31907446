package dev.hotplug.image;

/**
 * A range of an array, read in the byte order of ZIP. Positions are those of the array, so that what is found
 * in a library nested in a JAR is addressed like the JAR itself.
 */
record ByteWindow(byte[] bytes, int from, int to) {

    static ByteWindow of(byte[] bytes) {
        return new ByteWindow(bytes, 0, bytes.length);
    }

    int length() {
        return to - from;
    }

    int u1(int position) {
        return bytes[position] & 0xFF;
    }

    int u2(int position) {
        return u1(position) | u1(position + 1) << 8;
    }

    int s4(int position) {
        return u2(position) | u2(position + 2) << 16;
    }

    long u4(int position) {
        return Integer.toUnsignedLong(s4(position));
    }
}
