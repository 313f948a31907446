package dev.hotplug.console;

import dev.hotplug.PluginHost;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command comes from: the same commands serve a person at the shell, a script, and a client at the socket
 * who stands in another directory and has another terminal. Immutable.
 *
 * @param host the host
 * @param directory what relative files are meant from, absolute
 * @param width columns of whoever reads the answer
 * @param colors whether they see colours
 */
record Session(PluginHost host, Path directory, int width, boolean colors) {

    static final int DEFAULT_WIDTH = 80;

    private static final Path OWN_DIRECTORY = Path.of("").toAbsolutePath();

    /** Of whoever started this process. */
    static Session own(PluginHost host) {
        return own(host, DEFAULT_WIDTH);
    }

    /** Of whoever started this process, on a terminal of some width; of the default one if that is not known. */
    static Session own(PluginHost host, int width) {
        return new Session(host, OWN_DIRECTORY, width > 0 ? width : DEFAULT_WIDTH, Ansi.AUTO.enabled());
    }

    /**
     * A file that the operator named. In the host's own directory it stays as it was written, so that answers repeat
     * the operator's word.
     *
     * @throws java.nio.file.InvalidPathException if it is no path here
     */
    Path file(String name) {
        return directory.equals(OWN_DIRECTORY) ? Path.of(name) : directory.resolve(name);
    }
}
