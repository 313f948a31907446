package dev.hotplug.console.client;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the host's answer: a flat JSON object. Read by hand, because a library would take longer to load than
 * the whole client takes to run. Fields that are not known are skipped, so that later hosts may add some.
 */
final class Answer {

    private final String text;
    private int at;

    private final List<String> names = new ArrayList<>(2);
    private final List<String> values = new ArrayList<>(2);

    private Answer(String text) {
        this.text = text;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no flat JSON object; the message says where
     */
    static Answer read(String line) {
        Answer answer = new Answer(line);
        answer.readObject();
        return answer;
    }

    /** A field's value, the text of a string or the letters of a number; {@code null} if it is not there. */
    String field(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values.get(index);
    }

    private void readObject() {
        skipBlanks();
        expect('{');
        skipBlanks();
        if (next() != '}') {
            do {
                skipBlanks();
                names.add(readString());
                skipBlanks();
                expect(':');
                skipBlanks();
                values.add(next() == '"' ? readString() : readWord());
                skipBlanks();
            } while (take(','));
        }
        expect('}');
        skipBlanks();
        if (at < text.length()) {
            throw misread();
        }
    }

    private String readString() {
        expect('"');
        int plain = at;
        StringBuilder unescaped = null;
        while (next() != '"') {
            char letter = text.charAt(at++);
            if (letter < ' ') {
                at--;
                throw misread();
            }
            if (letter == '\\') {
                if (unescaped == null) {
                    unescaped = new StringBuilder(text.length());
                }
                unescaped.append(text, plain, at - 1).append(readEscape());
                plain = at;
            }
        }
        String rest = text.substring(plain, at++);
        return unescaped == null ? rest : unescaped.append(rest).toString();
    }

    private char readEscape() {
        char letter = next();
        at++;
        switch (letter) {
            case '"':
            case '\\':
            case '/':
                return letter;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                return readUnicode();
            default:
                at--;
                throw misread();
        }
    }

    private char readUnicode() {
        int value = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw misread();
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    private String readWord() {
        int start = at;
        while (Character.isLetterOrDigit(next()) || "+-.".indexOf(next()) >= 0) {
            at++;
        }
        if (start == at) {
            throw misread();
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char letter) {
        if (next() != letter) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char letter) {
        if (!take(letter)) {
            throw misread();
        }
    }

    private char next() {
        if (at >= text.length()) {
            throw misread();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException misread() {
        return new IllegalArgumentException("no flat JSON object at " + at + " of " + text);
    }
}
