package dev.hotplug.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.semver4j.Semver;
import org.semver4j.range.Range;
import org.semver4j.range.Range.RangeOperator;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * One plugin that another needs: {@code text}, {@code text@[1.2,2)}, {@code text@^1.2}; or that it uses if it is
 * there: {@code text?}, {@code text?@[1.2,2)}.
 *
 * <p>A range is one or more alternatives, as {@code 1 || [3,4)}. Each is one interval, as {@code [1.2,2)}; the versions
 * from one to another, as {@code 1.2 - 2}; or bounds with blanks between them that all hold, as {@code >=1.2 <2}. What an
 * interval's bound leaves out is zero, as Maven has it; elsewhere it is any number, as npm has it: {@code [1,1]} is 1.0.0
 * only, {@code <=1} takes 1.5.0. A pre-release is taken only by an alternative that names one of the same three numbers.
 *
 * @param id the needed plugin's id
 * @param range the range of versions, as written; empty for any
 * @param optional whether the plugin can do without it
 */
public record Requirement(String id, String range, boolean optional) {

    /**
     * Reads a requirement.
     *
     * @param text as an author writes it
     * @return the requirement
     * @throws IllegalArgumentException if it is malformed; the message says how it should look
     */
    public static Requirement parse(String text) {
        int at = text.indexOf('@');
        String name = (at < 0 ? text : text.substring(0, at)).strip();
        boolean optional = name.endsWith("?");
        String id = optional ? name.substring(0, name.length() - 1) : name;
        String range = at < 0 ? "" : text.substring(at + 1).strip();
        if (!Descriptor.isId(id)) {
            throw malformed(text, "");
        }
        if (at >= 0) {
            try {
                bounds(range, false);
            } catch (IllegalArgumentException unreadable) {
                throw malformed(text, unreadable.getMessage() + "; ");
            }
        }
        return new Requirement(id, range, optional);
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("requirement \"" + text + "\": " + why
                + "expected id or id@range, as text, text@[1.2,2), text@1.2.0, text@^1.2, text@>=1.2 <2 or text@1 || [3,4);"
                + " with ? behind the id if the plugin can do without it, as text? or text?@^1.2");
    }

    /** Whether a text is a semantic version, and nothing but that: the library passes over blanks and a {@code v}. */
    public static boolean isVersion(String version) {
        return isPlain(version) || Semver.isValid(version) && new Semver(version).getVersion().equals(version);
    }

    /** Whether it is three small numbers, as nearly all are: the library takes a cold JVM some milliseconds. */
    private static boolean isPlain(String version) {
        int numbers = 1;
        int digits = 0;
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            if (c == '.' && digits > 0) {
                numbers++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 9 && (digits != 1 || version.charAt(i - 1) != '0')) {
                digits++;
            } else {
                return false;
            }
        }
        return numbers == 3 && digits > 0;
    }

    /** Orders two semantic versions. */
    public static int compareVersions(String left, String right) {
        return new Semver(left).compareTo(new Semver(right));
    }

    /** Whether a plugin of that version satisfies this requirement. */
    public boolean accepts(String version) {
        return range.isEmpty() || new Semver(version).satisfies(bounds(range, false));
    }

    /**
     * Why that version is not accepted, for the end of a sentence, if that would come as a surprise.
     *
     * @return empty if it is accepted, or lies outside the range anyway
     */
    public String preReleaseNote(String version) {
        if (accepts(version) || !new Semver(version).satisfies(bounds(range, true))) {
            return "";
        }
        return " (a pre-release is taken only if the range names one of the same three numbers, as >=" + version + ")";
    }

    /**
     * The bounds of each alternative, which has one term after another looked at: of a longer text, the library passes over
     * what it cannot read.
     *
     * @param preReleases whether one lies between two bounds that name none
     * @throws IllegalArgumentException if there is an alternative that cannot be read, or that no version is in
     */
    private static RangeList bounds(String range, boolean preReleases) {
        RangeList alternatives = new RangeList(preReleases);
        for (String alternative : range.split("\\|\\|", -1)) {
            List<Range> bounds = new ArrayList<>();
            for (String term : terms(alternative.strip())) {
                bounds.addAll(boundsOf(term));
            }
            if (!isSatisfiable(bounds)) {
                throw new IllegalArgumentException("no version is in \"" + alternative.strip() + "\"");
            }
            alternatives.add(bounds);
        }
        return alternatives;
    }

    private static List<String> terms(String alternative) {
        String[] words = alternative.split("\\s+");
        boolean fromTo = words.length == 3 && words[1].equals("-");
        if (fromTo || isInterval(alternative)) {
            return List.of(alternative);
        }
        List<String> terms = new ArrayList<>();
        String operator = "";
        for (String word : words) {
            if (word.matches("[<>=~^]+")) {
                operator += word;
            } else {
                terms.add(operator + word);
                operator = "";
            }
        }
        if (!operator.isEmpty()) {
            terms.add(operator);
        }
        return terms;
    }

    private static boolean isInterval(String term) {
        return !term.isEmpty() && "[](".indexOf(term.charAt(0)) >= 0;
    }

    /** The library also takes words for ranges, as {@code latest} for any version and {@code x} for none. */
    private static List<Range> boundsOf(String term) {
        if (isInterval(term)) {
            return interval(term);
        } else if (term.equals("*") || term.chars().anyMatch(c -> c >= '0' && c <= '9')) {
            try {
                List<List<Range>> read = RangeListFactory.create(term).get();
                if (read.size() == 1) {
                    return read.get(0);
                }
            } catch (NumberFormatException tooLarge) {
                throw new IllegalArgumentException("\"" + term + "\" has too large a number", tooLarge);
            }
        }
        throw new IllegalArgumentException("\"" + term + "\" cannot be read");
    }

    /**
     * Reads Maven's notation, and Ivy's, which turns a bracket outward where Maven has a parenthesis. Not the library's: it
     * takes {@code [1.2,2)} for "1.2 or newer", and no pre-release.
     */
    private static List<Range> interval(String term) {
        final String version = "((?:[0-9]+(?:\\.[0-9]+){0,2})?|[0-9]+\\.[0-9]+\\.[0-9]+[-+][0-9A-Za-z.+-]+)";
        Matcher read = Pattern.compile("[\\[\\](]" + version + "," + version + "[\\[\\])]").matcher(term);
        if (!read.matches() || term.length() == "[,]".length()) {
            throw new IllegalArgumentException("\"" + term + "\" cannot be read");
        }
        List<Range> bounds = new ArrayList<>();
        try {
            if (!read.group(1).isEmpty()) {
                bounds.add(new Range(complete(read.group(1)), term.startsWith("[") ? RangeOperator.GTE : RangeOperator.GT));
            }
            if (!read.group(2).isEmpty()) {
                bounds.add(new Range(complete(read.group(2)), term.endsWith("]") ? RangeOperator.LTE : RangeOperator.LT));
            }
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("\"" + term + "\" cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return bounds;
    }

    /** As Maven does: what is missing is zero, and zeros that lead do not count. */
    private static String complete(String bound) {
        if (bound.matches(".*[-+].*")) {
            return bound;
        }
        String numbers = bound.replaceAll("\\b0+(?=[0-9])", "");
        while (numbers.split("\\.").length < 3) {
            numbers = numbers.concat(".0");
        }
        return numbers;
    }

    /** Whether any version is within all bounds: if one is, so is one of them, or the next one, or the very first. */
    private static boolean isSatisfiable(List<Range> bounds) {
        RangeList all = new RangeList(false).add(bounds);
        return Stream.concat(Stream.of(Semver.ZERO), bounds.stream().map(Range::getRangeVersion)
                .flatMap(bound -> Stream.of(bound, bound.nextPatch(), next(bound)))).anyMatch(all::isSatisfiedBy);
    }

    /** The next one that there can be, pre-releases included. */
    private static Semver next(Semver bound) {
        return bound.getPreRelease().isEmpty() ? bound.nextPatch().withPreRelease("0")
                : bound.withPreRelease(String.join(".", bound.getPreRelease()) + ".0");
    }

    /** As an author writes it. */
    @Override
    public String toString() {
        return id + (optional ? "?" : "") + (range.isEmpty() ? "" : "@" + range);
    }
}
