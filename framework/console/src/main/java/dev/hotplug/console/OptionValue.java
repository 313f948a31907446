package dev.hotplug.console;

import java.util.List;
import org.jline.reader.ParsedLine;

/**
 * What stands behind the equals sign of a word as {@code --state=li}, as if it were a word.
 *
 * @param at where the word stands, at the cursor
 * @param start at which letter of the word the value begins
 */
record OptionValue(ParsedLine at, int start) implements ParsedLine {

    @Override
    public String word() {
        return at.word().substring(start);
    }

    @Override
    public int wordCursor() {
        return Math.max(0, at.wordCursor() - start);
    }

    @Override
    public int wordIndex() {
        return at.wordIndex();
    }

    @Override
    public List<String> words() {
        return at.words();
    }

    @Override
    public String line() {
        return at.line();
    }

    @Override
    public int cursor() {
        return at.cursor();
    }
}
