package dev.hotplug.lifecycle;

import java.lang.invoke.MethodType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the text of a parameter into a value of its type. */
final class ParameterText {

    /** The types of parameters, as a message names them. */
    static final String SUPPORTED = "text, a number, true or false, one character, an enum, a Duration or a Path";

    private static final Set<Class<?>> TYPES = Set.of(String.class, Boolean.class, Character.class, Byte.class,
            Short.class, Integer.class, Long.class, Float.class, Double.class, Duration.class, Path.class);
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    private ParameterText() {
    }

    /** Whether a text can become a value of that type. */
    static boolean isSupported(Class<?> type) {
        return type.isEnum() || TYPES.contains(boxed(type));
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /**
     * Converts.
     *
     * @param type one that is {@linkplain #isSupported supported}
     * @throws IllegalArgumentException if the text does not fit; its message is what was wanted
     */
    static Object convert(String text, Class<?> type) {
        Class<?> boxed = boxed(type);
        try {
            if (boxed == String.class) {
                return text;
            } else if (boxed == Boolean.class) {
                return truth(text);
            } else if (boxed == Character.class && text.length() == 1) {
                return text.charAt(0);
            } else if (Number.class.isAssignableFrom(boxed)) {
                return number(text.strip(), boxed);
            } else if (boxed == Duration.class) {
                return duration(text.strip());
            } else if (boxed == Path.class) {
                return Path.of(text);
            } else if (boxed.isEnum()) {
                return constant(text.strip(), boxed);
            }
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException | InvalidPathException e) {
            throw new IllegalArgumentException(wanted(type), e);
        }
        throw new IllegalArgumentException(wanted(type));
    }

    private static Boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(wanted(boolean.class));
        };
    }

    private static Object number(String text, Class<?> boxed) {
        if (boxed == Integer.class) {
            return Integer.valueOf(text);
        } else if (boxed == Long.class) {
            return Long.valueOf(text);
        } else if (boxed == Double.class) {
            return Double.valueOf(text);
        } else if (boxed == Float.class) {
            return Float.valueOf(text);
        } else if (boxed == Short.class) {
            return Short.valueOf(text);
        } else if (boxed == Byte.class) {
            return Byte.valueOf(text);
        }
        throw new IllegalArgumentException(wanted(boxed));
    }

    private static Duration duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Constants may differ in case only; then nobody but the operator knows which one is meant. */
    private static Object constant(String text, Class<?> type) {
        List<Enum<?>> alike = new ArrayList<>();
        for (Object each : type.getEnumConstants()) {
            Enum<?> constant = (Enum<?>) each;
            if (constant.name().equals(text)) {
                return constant;
            } else if (constant.name().equalsIgnoreCase(text)) {
                alike.add(constant);
            }
        }
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new IllegalArgumentException(alike.isEmpty() ? wanted(type)
                : "one of " + alike.stream().map(Enum::name).collect(Collectors.joining(", "))
                        + ", exactly as written here");
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", "));
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == Duration.class) {
            return "a duration as 250ms, 5s, 2m or PT5S";
        } else if (type == char.class || type == Character.class) {
            return "one character";
        } else if (type == Path.class) {
            return "a path as this system writes it";
        }
        return "a number of type " + type.getSimpleName();
    }
}
