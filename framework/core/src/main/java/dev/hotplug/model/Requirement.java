package dev.hotplug.model;

import java.util.List;
import java.util.stream.Stream;
import org.semver4j.Semver;
import org.semver4j.range.Range;
import org.semver4j.range.RangeListFactory;

/**
 * One plugin that another needs: {@code text}, {@code text@[1.2,2)}, {@code text@^1.2}; or that it uses if it is
 * there: {@code text?}, {@code text?@[1.2,2)}.
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
        if (!Descriptor.isId(id) || (at >= 0 && !isRange(range))) {
            throw new IllegalArgumentException("requirement \"" + text
                    + "\": expected id or id@range, as text, text@[1.2,2), text@1.2.0 or text@^1.2;"
                    + " with ? behind the id if the plugin can do without it, as text? or text?@^1.2");
        }
        return new Requirement(id, range, optional);
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
        return range.isEmpty() || new Semver(version).satisfies(RangeListFactory.create(canonical(range)));
    }

    /** The library also takes words for ranges, as {@code latest} for any version and {@code x} for none. */
    private static boolean isRange(String range) {
        return range.equals("*") || range.chars().anyMatch(c -> c >= '0' && c <= '9')
                && RangeListFactory.create(canonical(range)).get().stream().anyMatch(Requirement::isSatisfiable);
    }

    /** Whether any version is within all bounds: if one is, so is one of them, or the next one, or the very first. */
    private static boolean isSatisfiable(List<Range> bounds) {
        Stream<Semver> candidates = Stream.concat(Stream.of(Semver.ZERO), bounds.stream().map(Range::getRangeVersion)
                .flatMap(bound -> Stream.of(bound, bound.nextPatch())));
        return candidates.anyMatch(version -> bounds.stream().allMatch(range -> range.isSatisfiedBy(version)));
    }

    /**
     * Brings Maven's interval notation into Ivy's, which the library reads: it takes {@code [1.2,2)} for
     * "1.2 or newer" and would let 2.0 pass.
     */
    private static String canonical(String range) {
        if (range.startsWith("(,") && range.endsWith(")")) {
            return "<" + range.substring(2, range.length() - 1);
        }
        String result = range;
        if (result.startsWith("(") && !result.startsWith("(,")) {
            result = "]" + result.substring(1);
        }
        if (result.endsWith(")") && !result.endsWith(",)")) {
            result = result.substring(0, result.length() - 1) + "[";
        }
        return result;
    }

    /** As an author writes it. */
    @Override
    public String toString() {
        return id + (optional ? "?" : "") + (range.isEmpty() ? "" : "@" + range);
    }
}
