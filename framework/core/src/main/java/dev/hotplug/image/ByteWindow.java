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

    int u2(int position) {
        return bytes[position] & 0xFF | (bytes[position + 1] & 0xFF) << 8;
    }

    /* Written out: a host's first directories are read by the interpreter, to which a call costs more than the rest. */
    int s4(int position) {
        return bytes[position] & 0xFF | (bytes[position + 1] & 0xFF) << 8 | (bytes[position + 2] & 0xFF) << 16
                | bytes[position + 3] << 24;
    }

    /* Not Arrays.equals: until it is compiled, it puts together each number that it compares from eight bytes. */
    boolean isSame(int position, int other, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[position + i] != bytes[other + i]) {
                return false;
            }
        }
        return true;
    }

    long u4(int position) {
        return Integer.toUnsignedLong(s4(position));
    }
}
