package dev.hotplug.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One limit as an operator sets it: {@code entry-bytes=256M}, {@code threads=2000}.
 *
 * @param limit which
 * @param number what it is set to, above zero
 */
record LimitSetting(Limit limit, long number) {

    /** A test holds the numbers against those of the host. */
    static final String DESCRIPTION = "What plugins may take at most, for whoever trusts them with more; once for each "
            + "NAME: image-bytes (256M), entries (100000), entry-bytes (64M), inflated-bytes (1G), ratio (200) of one "
            + "JAR; plugins (10000), staged-bytes (4G), threads (1000) of all; threads-per-plugin (16). K, M and G "
            + "are for bytes.";

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})([KMG]?)");

    private static LimitSetting read(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new TypeConversionException("'" + text + "' is not NAME=NUMBER, as entry-bytes=256M");
        }
        String name = text.substring(0, equals);
        Limit limit = Limit.named(name).orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                + String.join(", ", Limit.words()) + Suggestion.among(Limit.words(), name)));
        long number = number(limit, text.substring(equals + 1));
        if (number < 1) {
            throw new TypeConversionException("'" + text + "': expected " + (limit.isSize()
                    ? "a number of bytes above zero, as 65536, 64K, 256M or 2G"
                    : "a number from 1 to " + Integer.MAX_VALUE));
        }
        return new LimitSetting(limit, number);
    }

    /** Zero for what is no number that the limit could be. */
    private static long number(Limit limit, String text) {
        Matcher form = NUMBER.matcher(text);
        if (!form.matches()) {
            return 0;
        }
        long amount = Long.parseLong(form.group(1));
        long unit = switch (form.group(2)) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            case "G" -> 1L << 30;
            default -> 1;
        };
        if (!limit.isSize()) {
            return unit == 1 && amount <= Integer.MAX_VALUE ? amount : 0;
        }
        return amount <= Long.MAX_VALUE / unit ? amount * unit : 0;
    }

    /** Reads what stands behind the option. */
    static final class Converter implements ITypeConverter<LimitSetting> {

        @Override
        public LimitSetting convert(String text) {
            return read(text);
        }
    }

    /** For completion: the names, each with what comes before the number. */
    static final class NamesOfLimits extends Words {

        private static final long serialVersionUID = 1L;

        NamesOfLimits() {
            super(Limit.words().stream().map(word -> word + "=").toList());
        }
    }
}
