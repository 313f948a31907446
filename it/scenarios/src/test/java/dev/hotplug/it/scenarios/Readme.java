package dev.hotplug.it.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of the README that follow a comment of the form {@code <!-- sample: name -->}. */
final class Readme {

    private static final Pattern MARK = Pattern.compile("<!-- sample: ([a-z-]+) -->");
    private static final String FENCE = "```";

    private final List<String> lines;
    private final Map<String, String> samples = new HashMap<>();

    private Readme(List<String> lines) {
        this.lines = lines;
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.matches()) {
                samples.put(mark.group(1), blockAfter(i, mark.group(1)));
            }
        }
    }

    static Readme read() {
        try {
            return new Readme(Files.readAllLines(SourceTree.root().resolve("README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sample(String name) {
        String sample = samples.get(name);
        if (sample == null) {
            throw new AssertionError("no sample \"" + name + "\" in the README; there are " + samples.keySet());
        }
        return sample;
    }

    /** Lines outside samples that stand in a code block and hold a text, as a command to copy. */
    List<String> commandsWith(String text) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith(FENCE)) {
                inside = !inside;
            } else if (inside && line.contains(text)) {
                found.add(line);
            }
        }
        return found;
    }

    private String blockAfter(int mark, String name) {
        if (mark + 1 >= lines.size() || !lines.get(mark + 1).startsWith(FENCE)) {
            throw new AssertionError("no code block right after the mark of sample \"" + name + "\"");
        }
        List<String> rest = lines.subList(mark + 2, lines.size());
        int end = rest.indexOf(FENCE);
        if (end < 0) {
            throw new AssertionError("the code block of sample \"" + name + "\" has no end");
        }
        return String.join("\n", rest.subList(0, end)) + "\n";
    }
}
