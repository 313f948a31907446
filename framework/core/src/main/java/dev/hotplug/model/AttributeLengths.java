package dev.hotplug.model;

/**
 * Whether the attributes of a class file's fields and methods stand one behind the other (JVMS 4.7), to be asked before
 * the file is given to a library that takes their lengths for true: a negative one leads back to where it stands, and
 * each of 65,535 fields may have 65,535 of these.
 */
public final class AttributeLengths {

    private static final int ITEM_COUNT = 8;
    private static final int FIRST_ITEM = 10;
    private static final int ATTRIBUTE_HEADER = 6;

    private AttributeLengths() {
    }

    /**
     * Goes through them, once.
     *
     * @param file a class file
     * @throws RuntimeException of any type if one is negative or reaches beyond the file, or something before is
     *     malformed
     */
    public static void require(byte[] file) {
        int header = header(file);
        int at = header + 8 + 2 * u2(file, header + 6);
        for (int kinds = 2; kinds > 0; kinds--) {
            int members = u2(file, at);
            at += 2;
            for (; members > 0; members--) {
                int attributes = u2(file, at + 6);
                at += 8;
                for (; attributes > 0; attributes--) {
                    at = next(file, at);
                }
            }
        }
    }

    private static int next(byte[] file, int attribute) {
        int content = attribute + ATTRIBUTE_HEADER;
        int length = u2(file, attribute + 2) << 16 | u2(file, attribute + 4);
        if (length < 0 || length > file.length - content) {
            throw new IllegalArgumentException("length of an attribute: " + length);
        }
        return content + length;
    }

    /** Where what follows the constants begins. */
    private static int header(byte[] file) {
        int at = FIRST_ITEM;
        int count = u2(file, ITEM_COUNT);
        for (int i = 1; i < count; i++) {
            switch (file[at]) {
                case 1 -> at += 3 + u2(file, at + 1);
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                // A long or double takes the place of two.
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                default -> throw new IllegalArgumentException("constant of kind " + file[at]);
            }
        }
        return at;
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }
}
