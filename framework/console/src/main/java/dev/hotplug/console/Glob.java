package dev.hotplug.console;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern of {@code *} for any text and {@code ?} for any letter. Everything else stands for itself. */
final class Glob {

    private final Pattern pattern;

    Glob(String text) {
        String expression = text.codePoints().mapToObj(Glob::expression).collect(Collectors.joining());
        this.pattern = Pattern.compile(expression, Pattern.DOTALL);
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    private static String expression(int letter) {
        return switch (letter) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(letter));
        };
    }
}
