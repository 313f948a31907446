package dev.hotplug.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** The digest that every JDK has. */
final class Sha256 {

    private Sha256() {
    }

    static byte[] of(byte[] bytes, int length) {
        MessageDigest digest = newDigest();
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    /** Of lines; a line break within one counts as one between two. In hexadecimal. */
    static String of(Collection<String> lines) {
        return HexFormat.of().formatHex(newDigest().digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
