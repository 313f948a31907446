package dev.hotplug.link;

/**
 * Constants as one line of text, with their type: {@code I 10}, {@code J -1}, {@code D 1.5}, {@code Z 1}, {@code
 * T a text}. Backslash and control characters of a text are written as four hexadecimal digits behind a backslash.
 */
final class ConstantText {

    private static final int SHOWN = 60;

    private ConstantText() {
    }

    /** The line of a value as a class file holds it; what is smaller than an int is an int there. */
    static String of(String descriptor, Object value) {
        return value instanceof String text ? "T " + escaped(text) : descriptor + " " + value;
    }

    /** As a person would write it in source; long texts cut short. */
    static String shown(String text) {
        String value = text.substring(2);
        return switch (text.charAt(0)) {
            case 'T' -> '"' + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value) + '"';
            case 'Z' -> value.equals("0") ? "false" : "true";
            case 'C' -> character(Integer.parseInt(value));
            default -> value;
        };
    }

    private static String character(int value) {
        return "'" + escaped(String.valueOf((char) value)) + "'";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            // A line separator of Unicode would end the line for some readers.
            if (c < ' ' || c == '\\' || c >= 0x7f && c <= 0x9f || c == 0x2028 || c == 0x2029
                    || Character.isSurrogate(c)) {
                escaped.append('\\').append("%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
