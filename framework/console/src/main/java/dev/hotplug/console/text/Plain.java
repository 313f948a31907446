package dev.hotplug.console.text;

import java.util.regex.Pattern;

/**
 * Text of others on the operator's terminal: of files, plugins and whoever typed. What a terminal would obey is shown
 * instead.
 */
public final class Plain {

    /** All but ends of lines and tabs; and what turns the direction of writing, so that one reads what is not there. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

    /** What no shell takes for more than itself. */
    private static final Pattern BARE = Pattern.compile("[\\w./:@%+,=~-]+");

    private Plain() {
    }

    /**
     * A word as an operator may type it.
     *
     * @param word any text
     * @return the same, in single quotes if it needs them
     */
    public static String word(String word) {
        return BARE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Shows control characters as their numbers.
     *
     * @param text any text
     * @return the same, if it has none
     */
    public static String text(String text) {
        return OBEYED.matcher(text).replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
