package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.console.dropin.DropInReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command comes from: the same commands serve a person at the shell, a script, and a client at the socket
 * who stands in another directory and has another terminal. Immutable.
 *
 * @param host the host
 * @param directory what relative files are meant from, absolute
 * @param width columns of whoever reads the answer
 * @param colors whether they see colours
 * @param plugins the directory that the host was started with, where required plugins are looked for
 * @param configuration what the operator has written about plugins there
 * @param watch what is known of that directory if it is watched
 * @param readsLog whether whoever reads the answers reads the host's log in the same place
 * @param isNextDue whether whoever asked has gone on to the next command, or is gone, so that what merely goes on until
 *     somebody ends it may end
 */
record Session(PluginHost host, Path directory, int width, boolean colors, Optional<Path> plugins,
               ConfigurationFile configuration, DropInReport watch, boolean readsLog, BooleanSupplier isNextDue) {

    static final int DEFAULT_WIDTH = 80;

    private static final Path OWN_DIRECTORY = Path.of("").toAbsolutePath();

    /** Of whoever started this process. */
    static Session own(PluginHost host) {
        return new Session(host, OWN_DIRECTORY, DEFAULT_WIDTH, Ansi.AUTO.enabled(), Optional.empty(),
                ConfigurationFile.in(null), new DropInReport(), true, () -> false);
    }

    /** Of a client, who has a log of his own, and who interrupts what he does not wait for any more. */
    static Session remote(PluginHost host, Path directory, int width, boolean colors) {
        return new Session(host, directory, width, colors, Optional.empty(), ConfigurationFile.in(null),
                new DropInReport(), false, () -> false);
    }

    /** The same on a terminal of some width; unchanged if that is not known. */
    Session ofWidth(int width) {
        return width > 0 ? new Session(host, directory, width, colors, plugins, configuration, watch, readsLog,
                isNextDue) : this;
    }

    /** The same, with a host that has a directory of plugins, {@code null} if it has none, and its configuration. */
    Session with(Path plugins, ConfigurationFile configuration) {
        return with(plugins, configuration, watch);
    }

    /** The same, with a directory that may be watched. */
    Session with(Path plugins, ConfigurationFile configuration, DropInReport watch) {
        return new Session(host, directory, width, colors, Optional.ofNullable(plugins), configuration, watch, readsLog,
                isNextDue);
    }

    /** The same, read from a script. */
    Session of(ScriptLines script) {
        return new Session(host, directory, width, colors, plugins, configuration, watch, readsLog, script::isNextDue);
    }

    /** The id that a word of the operator stands for: itself if that is loaded, else what it is an alias of. */
    String id(String word) {
        return host.plugin(word).isPresent() ? word : configuration.current().resolve(word);
    }

    /** How files are loaded here. */
    LoadTerms terms() {
        return new LoadTerms(host, configuration.current());
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
