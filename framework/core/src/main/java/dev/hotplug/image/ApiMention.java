package dev.hotplug.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells the class files that can carry an annotation of the API from all others, by their constant pools (JVMS 4.4).
 * Makes no object, because nearly all are others.
 */
final class ApiMention {

    private static final int ITEM_COUNT = 8;
    private static final int FIRST_ITEM = 10;
    /** In the modified UTF-8 of class files, too, ASCII has one form only. */
    private static final byte[] PACKAGE = ascii("L" + AnnotationScan.API.replace('.', '/'));
    private static final byte[][] NAMES = {ascii("PluginDescriptor;"), ascii("Export;"), ascii("ExportPackage;"),
        ascii("Param;"), ascii("Permanent;")};

    private ApiMention() {
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the descriptor of such an annotation is among the constants; not if they are malformed. */
    static boolean isIn(byte[] file) {
        if (file.length < FIRST_ITEM) {
            return false;
        }
        int count = u2(file, ITEM_COUNT);
        int at = FIRST_ITEM;
        for (int i = 1; i < count && at + 2 < file.length; i++) {
            switch (file[at]) {
                // A text.
                case 1 -> {
                    int from = at + 3;
                    at = from + u2(file, at + 1);
                    if (at <= file.length && isAnnotation(file, from, at)) {
                        return true;
                    }
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                // A long or double takes the place of two.
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean isAnnotation(byte[] file, int from, int to) {
        int name = from + PACKAGE.length;
        if (to <= name || file[to - 1] != ';' || !Arrays.equals(file, from, name, PACKAGE, 0, PACKAGE.length)) {
            return false;
        }
        for (byte[] wanted : NAMES) {
            if (Arrays.equals(file, name, to, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }
}
