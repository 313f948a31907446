package dev.hotplug.console;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files as they are usual elsewhere. Here they are paths that lead nowhere. */
final class ForeignNames {

    private static final String MISSING = ": there is no file ";
    /** As {@code https:/x/y.jar}: a path has no second slash. One letter before the colon is a drive. */
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(/.*)");
    private static final Pattern HOME = Pattern.compile("(~[^/]*)(/.*)");

    private ForeignNames() {
    }

    /**
     * What would have been right, as the rest of a refusal of a file that is not there; empty if the file was named by
     * a path.
     *
     * @param directory what relative files are meant from
     */
    static String remedy(PluginException refusal, Path directory) {
        int missing = refusal.reason() == Reason.BAD_IMAGE ? refusal.getMessage().indexOf(MISSING) : -1;
        if (missing < 0) {
            return "";
        }
        Path file = Path.of(refusal.getMessage().substring(missing + MISSING.length()));
        String name = (file.startsWith(directory) ? directory.relativize(file) : file).toString();
        Matcher url = URL.matcher(name);
        if (url.matches()) {
            return "; expected a path, not a URL: " + (url.group(1).equalsIgnoreCase("file") ? "write " + url.group(2)
                    : "nothing is downloaded, fetch the file first");
        }
        Matcher home = HOME.matcher(name);
        return !home.matches() ? "" : "; expected a path, and " + home.group(1) + " is not expanded: write "
                + (home.group(1).equals("~") ? System.getProperty("user.home") + home.group(2) : "it out");
    }
}
