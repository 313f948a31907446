package dev.hotplug.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Reads a manifest so that nothing in it goes unnoticed: the JDK's reader drops a last line without a line
 * feed, and lets the last of two equal attributes win.
 */
final class Manifests {

    static final String NAME = "META-INF/MANIFEST.MF";

    private Manifests() {
    }

    static Manifest parse(String label, byte[] bytes) {
        byte[] terminated = Arrays.copyOf(bytes, bytes.length + 1);
        terminated[bytes.length] = '\n';
        checkDuplicates(label, new String(terminated, StandardCharsets.UTF_8));
        try {
            return new Manifest(new ByteArrayInputStream(terminated));
        } catch (IOException | IllegalArgumentException malformed) {
            throw Refusals.badImage(label, "malformed " + NAME + ": " + malformed.getMessage(), malformed);
        }
    }

    static boolean isMultiRelease(Manifest manifest) {
        return "true".equalsIgnoreCase(manifest.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
    }

    private static void checkDuplicates(String label, String text) {
        Set<String> names = new HashSet<>();
        int next = 0;
        while (next < text.length()) {
            int end = lineEnd(text, next);
            String line = text.substring(next, end);
            if (line.isEmpty()) {
                // Only the main section says anything about the plugin.
                return;
            }
            next = text.startsWith("\r\n", end) ? end + 2 : end + 1;
            int colon = line.indexOf(':');
            if (!line.startsWith(" ") && colon > 0 && !names.add(line.substring(0, colon).toLowerCase(Locale.ROOT))) {
                throw Refusals.badImage(label, "malformed " + NAME + ": attribute " + line.substring(0, colon)
                        + " is given twice; expected once");
            }
        }
    }

    private static int lineEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }
}
