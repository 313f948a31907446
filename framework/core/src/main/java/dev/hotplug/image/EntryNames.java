package dev.hotplug.image;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What an entry may be called. Nothing is ever unpacked under these names, but a name that two readers of the
 * same archive could understand differently is a way to show one thing and load another.
 */
final class EntryNames {

    private static final int MAX_BYTES = 1024;

    private EntryNames() {
    }

    /** Reads a name as UTF-8, which is what a JAR has, whatever the flag says. */
    static String decode(String label, ByteWindow window, int position, int length) {
        if (length == 0 || length > MAX_BYTES) {
            throw Refusals.badImage(label, "an entry's name has " + length + " bytes; expected 1 to " + MAX_BYTES);
        }
        if (isPlain(window.bytes(), position, length)) {
            return new String(window.bytes(), position, length, StandardCharsets.ISO_8859_1);
        }
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(window.bytes(), position, length)).toString();
        } catch (CharacterCodingException malformed) {
            throw Refusals.badImage(label, "an entry's name is not UTF-8: "
                    + printable(new String(window.bytes(), position, length, StandardCharsets.ISO_8859_1)), malformed);
        }
        String fault = fault(name);
        if (fault != null) {
            throw Refusals.badImage(label, "entry \"" + printable(name) + "\": " + fault
                    + "; expected a relative path with forward slashes");
        }
        return name;
    }

    /** Whether a name is of plain characters, relative and without an odd segment: as nearly all are. */
    private static boolean isPlain(byte[] bytes, int from, int length) {
        boolean begins = true;
        for (int i = from; i < from + length; i++) {
            byte c = bytes[i];
            // Signed: what is not ASCII is below. A segment that begins with a dot gets a closer look.
            if (c <= ' ' || c == '\\' || c == ':' || c == 0x7F || begins && (c == '/' || c == '.')) {
                return false;
            }
            begins = c == '/';
        }
        return true;
    }

    private static String fault(String name) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            return "the name holds a control character";
        }
        if (name.indexOf('\\') >= 0) {
            return "the name holds a backslash";
        }
        if (name.startsWith("/")) {
            return "the name is absolute";
        }
        if (name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0))) {
            return "the name begins with a drive letter";
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return "the name holds the segment \"" + segment + "\"";
            }
        }
        return null;
    }

    /** What can go into a log: a hostile name must not write lines of its own. */
    private static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().limit(100).forEach(c -> {
            if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
