package dev.hotplug.console;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {

    /** A century: more would not fit into nanoseconds, and nobody waits so long. */
    private static final long MOST_HOURS = 24 * 36_525;
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        Duration duration = form.matches() ? duration(Long.parseLong(form.group(1)), form.group(2)) : Duration.ZERO;
        if (duration.isZero()) {
            throw new TypeConversionException("'" + text + "' is not a duration above zero, as 250ms, 5s, 2m or 1h");
        }
        return duration;
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(Math.min(amount, MOST_HOURS));
        };
    }
}
