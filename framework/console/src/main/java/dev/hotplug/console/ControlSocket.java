package dev.hotplug.console;

import dev.hotplug.HostAttachment;
import dev.hotplug.PluginHost;
import dev.hotplug.console.client.SocketPath;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.console.dropin.DropInReport;
import dev.hotplug.console.socket.Commands;
import dev.hotplug.console.socket.Request;
import dev.hotplug.console.socket.SocketPlaceException;
import dev.hotplug.console.socket.SocketServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The operator's way into a running host: a Unix domain socket that only the user who runs the host can connect to.
 *
 * <pre>{@code
 * PluginHost host = PluginHost.builder().attach(ControlSocket.at(Path.of("/run/acme/host.sock"))).build();
 * }</pre>
 *
 * <p>{@code build()} fails with a sentence for the operator if the socket cannot be there: because another host
 * listens at it, something else is there, its directory is not, or the path is too long for the system. The file of a
 * host that died is replaced. When the host is closed, the file goes and commands that run are interrupted, but
 * for those that follow events: they tell how the plugins go, and end after them.
 *
 * <p>Immutable; may be attached to one host after the other.
 */
public final class ControlSocket implements HostAttachment {

    private final Path path;
    private final boolean makesDirectory;
    private final Path plugins;
    private final ConfigurationFile configuration;
    private final DropInReport watch;

    private ControlSocket(Path path, boolean makesDirectory, Path plugins, ConfigurationFile configuration,
                          DropInReport watch) {
        this.watch = watch;
        this.path = path;
        this.makesDirectory = makesDirectory;
        this.plugins = plugins;
        this.configuration = configuration;
    }

    /**
     * A socket at a path.
     *
     * @param path where, in a directory that is there
     * @return the socket, not open
     */
    public static ControlSocket at(Path path) {
        return new ControlSocket(path.toAbsolutePath(), false, null, ConfigurationFile.in(null),
                new DropInReport());
    }

    /**
     * A socket where clients look if nobody tells them: see {@link SocketPath#byDefault}. Its directory is made if it
     * is not there.
     *
     * @return the socket, not open
     */
    public static ControlSocket atDefault() {
        return makingDirectory(Path.of(SocketPath.byDefault()));
    }

    static ControlSocket makingDirectory(Path path) {
        return new ControlSocket(path.toAbsolutePath(), true, null, ConfigurationFile.in(null), new DropInReport());
    }

    /** Of a host that has a directory of plugins, {@code null} if it has none, its configuration and its watch. */
    ControlSocket with(Path directory, ConfigurationFile itsConfiguration, DropInReport itsWatch) {
        return new ControlSocket(path, makesDirectory, directory, itsConfiguration, itsWatch);
    }

    @Override
    public AutoCloseable attach(PluginHost host) throws IOException {
        Path directory = path.getParent();
        if (makesDirectory && directory != null && !Files.exists(directory)) {
            make(directory);
        }
        return new Door(SocketServer.open(path, new Commands() {
            @Override
            public int run(Request request, PrintWriter out, PrintWriter err) {
                return commands(host, request, out, err).execute(words(request));
            }

            @Override
            public boolean lasts(Request request) {
                PrintWriter nobody = new PrintWriter(Writer.nullWriter());
                return isFollowing(commands(host, request, nobody, nobody), words(request));
            }
        }));
    }

    private void make(Path directory) throws SocketPlaceException {
        try {
            Files.createDirectory(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // By another host that starts, or it is no directory: that is seen when the socket is opened.
            return;
        } catch (IOException failure) {
            throw new SocketPlaceException(path + ": cannot listen here: its directory is not there and cannot be made"
                    + " (" + failure + "); make " + directory + " first, or name another socket", failure);
        }
    }

    /** Those who follow events see the plugins go; everybody else is told before that the host closes. */
    private record Door(SocketServer server) implements HostAttachment.Lasting {

        @Override
        public void leave() throws IOException {
            server.leave();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** Whether a host could not be built because of its socket. Then the failure's message is for the operator. */
    static boolean isCauseOf(Exception failure) {
        return failure.getCause() instanceof SocketPlaceException;
    }

    private CommandLine commands(PluginHost host, Request request, PrintWriter out, PrintWriter err) {
        return Interpreter.commands(Session.remote(host, request.directory(), request.width(), request.colors())
                .with(plugins, configuration, watch), out, err);
    }

    private static String[] words(Request request) {
        return request.arguments().toArray(String[]::new);
    }

    private static boolean isFollowing(CommandLine commands, String[] words) {
        try {
            ParseResult asked = commands.parseArgs(words);
            while (asked.hasSubcommand()) {
                asked = asked.subcommand();
            }
            return asked.commandSpec().userObject() instanceof EventsCommand events && events.isFollowing();
        } catch (CommandLine.ParameterException misuse) {
            return false;
        }
    }
}
