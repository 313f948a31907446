package dev.hotplug.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest that every JDK has, in hexadecimal. For people, who compare it with what others computed. */
final class Sha256 {

    private Sha256() {
    }

    static String of(byte[] bytes) {
        return text(begin().digest(bytes));
    }

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static String text(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
