package dev.hotplug.samples.text.internal;

import dev.hotplug.api.Export;
import dev.hotplug.samples.text.Text;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The service behind {@link Text}: without state, for one language as for another. */
@Export
public final class PlainText implements Text {

    private static final Pattern WORD_START = Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}'’])\\p{L}");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_IN_SLUG = Pattern.compile("[^a-z0-9]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    @Override
    public String capitalise(String text) {
        return WORD_START.matcher(text).replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
    }

    @Override
    public String slug(String text) {
        String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return NOT_IN_SLUG.splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
    }

    @Override
    public String wrap(String text, int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width: " + width + " (expected: >= 1)");
        }
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : SPACE.split(text.strip())) {
            if (column > 0 && column + 1 + word.length() > width) {
                lines.append('\n');
                column = 0;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
