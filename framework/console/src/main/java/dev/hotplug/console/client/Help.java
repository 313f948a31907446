package dev.hotplug.console.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the commands' help says where no host is that could say it: kept beside the client, made from the commands. */
final class Help {

    private static final String HEADING = "== ";

    private Help() {
    }

    /**
     * The help that was asked for.
     *
     * @param words a command line
     * @return the text; {@code null} if none was asked for, or none is known of that command
     */
    static String asked(List<String> words) throws IOException {
        StringBuilder heading = new StringBuilder(HEADING).append(words.get(0));
        boolean asked = false;
        boolean named = false;
        for (int index = 1; index < words.size(); index++) {
            String word = words.get(index);
            if (word.equals("--json") || word.equals("--")) {
                return null;
            }
            asked |= word.equals("--help") || word.equals("-h") || index == 1 && word.equals("help");
            // The command comes first; then its arguments, which do not matter.
            if (!word.startsWith("-") && !named && !(index == 1 && word.equals("help"))) {
                heading.append(' ').append(word);
                named = true;
            }
        }
        return asked ? section(heading.append('\n').toString()) : null;
    }

    /** Whether a command is none of those that the help knows; false if there is no help. */
    static boolean isMistyped(List<String> words) throws IOException {
        return words.size() > 1 && !words.get(1).startsWith("-") && section(HEADING.concat("plugin\n")) != null
                && section(HEADING.concat("plugin ").concat(words.get(1)).concat("\n")) == null;
    }

    private static String section(String heading) throws IOException {
        try (InputStream file = Help.class.getResourceAsStream("help.txt")) {
            if (file == null) {
                return null;
            }
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            int begin = all.indexOf(heading);
            if (begin < 0) {
                return null;
            }
            int end = all.indexOf("\n".concat(HEADING), begin);
            return all.substring(begin + heading.length(), end < 0 ? all.length() : end);
        }
    }
}
