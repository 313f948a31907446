package dev.hotplug.console.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One command against a running host: sends the arguments as they are, prints what comes back, and ends with the
 * command's exit code.
 *
 * <p>It is started for each command, so it is built to start fast: no library, no lambda, no concatenation that the
 * JVM would have to link first on the way that every command takes. Used by one thread.
 */
public final class Client implements AutoCloseable {

    /** Exit code of a client that was misused itself. */
    static final int USAGE = 2;

    /** Exit code when nobody listens, or whoever listened went away. */
    static final int NO_HOST = 3;

    private static final String OPTION = "--socket";
    private static final int DEFAULT_WIDTH = 80;
    private static final int CHUNK = 8192;

    private final PrintStream out;
    private final PrintStream err;
    private final List<String> arguments = new ArrayList<>();
    private String socket;
    private SocketChannel host;
    /** Whether there is something to interrupt; written after all that another thread needs for that. */
    private volatile boolean asked;

    Client(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command line, {@code --socket PATH} anywhere before a {@code --}
     */
    public static void main(String[] args) {
        Client client = new Client(System.out, System.err);
        Interruption interruption = new Interruption(client);
        Runtime.getRuntime().addShutdownHook(interruption);
        int code = client.run(args);
        System.out.flush();
        if (!interruption.hasBegun()) {
            // The system closes the socket: the JVM would load much to do it in order.
            Runtime.getRuntime().halt(code);
        }
    }

    /**
     * Runs one command in this process.
     *
     * @param args the command line
     * @return the exit code
     */
    public static int execute(String... args) {
        try (Client client = new Client(System.out, System.err)) {
            return client.run(args);
        } finally {
            System.out.flush();
        }
    }

    @Override
    public void close() {
        try {
            if (host != null) {
                host.close();
            }
        } catch (IOException alreadyGone) {
            // As it should be.
        }
    }

    int run(String[] args) {
        String misuse = separate(args);
        if (misuse != null) {
            err.println("hotplug: ".concat(misuse));
            return USAGE;
        }
        String path = socket == null ? SocketPath.byDefault() : socket;
        try {
            host = SocketChannel.open(UnixDomainSocketAddress.of(path));
        } catch (IOException | IllegalArgumentException failure) {
            return alone(path, failure);
        }
        try {
            ask();
            asked = true;
        } catch (IOException cutShort) {
            // A host that will not hear it out says why, before it hangs up.
        }
        return answer(path);
    }

    /** Has the host interrupt the command, as far as one was asked for. Called by another thread. */
    boolean interrupt() {
        try {
            if (!asked) {
                return false;
            }
            host.write(ByteBuffer.wrap(Request.INTERRUPT.getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** There is no host; help needs none. */
    private int alone(String path, Exception failure) {
        try {
            String help = Help.asked(arguments);
            if (help != null) {
                out.print(help);
                return finish(0);
            }
            if (Help.isMistyped(arguments)) {
                err.println("plugin: no command ".concat(arguments.get(1)).concat("; see plugin --help"));
                return USAGE;
            }
        } catch (IOException unreadable) {
            // Then it cannot be given.
        }
        return gone(path, failure);
    }

    private int gone(String path, Exception failure) {
        err.println(noHost(path, failure));
        return NO_HOST;
    }

    /** What was done is done; but whoever does not get to know it must not take the answer for an empty one. */
    private int finish(int code) {
        if (out.checkError()) {
            StandardOutput.complain();
            return StandardOutput.FAILED;
        }
        return code;
    }

    /** Takes the socket out of the arguments. Gives what is wrong with it, or {@code null}. */
    private String separate(String[] args) {
        boolean options = true;
        for (int index = 0; index < args.length; index++) {
            String word = args[index];
            options &= !word.equals("--");
            boolean apart = word.equals(OPTION);
            if (!options || !apart && !word.startsWith("--socket=")) {
                arguments.add(word);
                continue;
            }
            if (socket != null) {
                return "--socket is given twice";
            }
            if (apart && ++index == args.length) {
                return "--socket wants a PATH";
            }
            socket = apart ? args[index] : word.substring(OPTION.length() + 1);
            if (socket.isEmpty()) {
                return "--socket wants a PATH";
            }
        }
        return null;
    }

    private void ask() throws IOException {
        String line = Request.line(arguments.toArray(new String[0]), System.getProperty("user.dir"), width(),
                System.getProperty("hotplug.colors") != null);
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            host.write(bytes);
        }
    }

    private static int width() {
        String columns = System.getProperty("hotplug.width");
        if (columns == null) {
            columns = System.getenv("COLUMNS");
        }
        try {
            return columns == null ? DEFAULT_WIDTH : Math.max(1, Integer.parseInt(columns));
        } catch (NumberFormatException somethingElse) {
            return DEFAULT_WIDTH;
        }
    }

    private int answer(String path) {
        try {
            Integer code = answer();
            if (code != null) {
                return code;
            }
        } catch (IOException cutShort) {
            // As if it had ended.
        } catch (IllegalArgumentException otherLanguage) {
            return gone(path, otherLanguage);
        }
        err.println("the host at " + path + " went away before it had answered");
        return NO_HOST;
    }

    /** Prints what comes. Gives the exit code, or {@code null} if the host left without one. */
    private Integer answer() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK);
        while (host.read(chunk.clear()) >= 0) {
            int start = 0;
            for (int index = 0; index < chunk.position(); index++) {
                if (chunk.get(index) == '\n') {
                    line.write(chunk.array(), start, index - start);
                    start = index + 1;
                    Answer answer = Answer.read(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                    print(answer);
                    if (answer.field("exit") != null) {
                        return finish(Integer.parseInt(answer.field("exit")));
                    }
                    if (out.checkError()) {
                        return finish(StandardOutput.FAILED);
                    }
                }
            }
            line.write(chunk.array(), start, chunk.position() - start);
        }
        return null;
    }

    private void print(Answer answer) {
        if (answer.field("out") != null) {
            out.print(answer.field("out"));
            out.flush();
        }
        if (answer.field("err") != null) {
            err.print(answer.field("err"));
        }
        if (answer.field("error") != null) {
            err.println("hotplug: ".concat(answer.field("error")));
        }
    }

    private static String noHost(String path, Exception failure) {
        String remedy = "; start one with run --socket " + path + ", or say with --socket where one listens";
        if (failure instanceof IllegalArgumentException) {
            return "no host at " + path + ": " + failure.getMessage() + remedy;
        }
        Path file = Path.of(path);
        if (failure instanceof AccessDeniedException || Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isWritable(file)) {
            return "no host that you may talk to at " + path + ": the socket is another user's" + remedy;
        }
        return "no host listens at " + path + remedy;
    }
}
