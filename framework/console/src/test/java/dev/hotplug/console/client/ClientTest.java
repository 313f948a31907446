package dev.hotplug.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.console.ControlSocket;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client in this process, against a host in this process. */
@Timeout(60)
class ClientTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;
    private Path socket;
    private PluginHost host;

    @BeforeEach
    void open() {
        socket = directory.resolve("host.sock");
        host = PluginHost.builder().workDirectory(directory).attach(ControlSocket.at(socket)).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void run_commands_printsWhatTheHostSaysAndGivesItsExitCode() {
        Path jar = PluginJar.plugin("text", "1.2.0").write(directory.resolve("t\u00e4xt \"1\".jar"));

        assertThat(run("plugin", "load", jar.toString(), "--socket", socket.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("loaded text 1.2.0" + System.lineSeparator());
        assertThat(run("plugin", "--socket=" + socket, "load", jar + "s")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("BAD_IMAGE: ").contains(jar.toString());
        assertThat(run("plugin", "lst", "--socket", socket.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean list?");
        assertThat(run("plugin", "unload", "--socket", socket.toString(), "--", "--socket")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--socket: not loaded");
    }

    @Test
    void run_leaving_isNoCommandHere() {
        assertThat(run("exit", "--socket", socket.toString())).isEqualTo(2);
        assertThat(run("help", "--socket", socket.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("plugin").doesNotContain("exit");
    }

    @Test
    void run_answerOfManyLines_isPrintedInFull() {
        for (int number = 0; number < 100; number++) {
            host.load(PluginJar.plugin("p" + number, "1.0.0").write(directory.resolve(number + ".jar")));
        }

        assertThat(run("plugin", "list", "--socket", socket.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(101);
    }

    @Test
    void run_optionThatIsWrong_isMisuse() {
        assertThat(run("plugin", "list", "--socket")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--socket wants a PATH");
        assertThat(run("plugin", "list", "--socket=")).isEqualTo(2);
        assertThat(run("plugin", "list", "--socket", "a", "--socket=b")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("twice");
    }

    @Test
    void help_withoutAHost_isGivenAllTheSame() {
        String[][] asked = {{"plugin", "--help"}, {"plugin", "help"}, {"plugin", "load", "-h"},
            {"plugin", "help", "unload"}, {"plugin", "unload", "text", "--help"}};
        List<String> online = new ArrayList<>();
        for (String[] words : asked) {
            assertThat(run(with(socket, words))).isZero();
            online.add(out.toString(StandardCharsets.UTF_8));
        }
        host.close();

        for (int index = 0; index < asked.length; index++) {
            assertThat(run(with(socket, asked[index]))).as(online.get(index)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing))
                    .containsExactlyElementsOf(online.get(index).lines().map(String::stripTrailing).toList());
            assertThat(err.size()).isZero();
        }
        assertThat(run(with(socket, "plugin", "lst", "--help"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("plugin: no command lst; see plugin --help");
        assertThat(run(with(socket, "plugin", "help", "--json"))).isEqualTo(3);
        assertThat(run(with(socket, "plugin", "unload", "help"))).isEqualTo(3);
        assertThat(run(with(socket, "plugin", "unload", "--", "--help"))).isEqualTo(3);
    }

    private static String[] with(Path socket, String... words) {
        return Stream.concat(Stream.of("--socket=" + socket), Stream.of(words)).toArray(String[]::new);
    }

    @Test
    void interrupt_ofACommandThatWaits_letsTheHostSayWhatBecameOfIt() throws Exception {
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        host.load(PluginJar.plugin("user", "1.0.0").requires("text").write(directory.resolve("user.jar")));
        try (Client client = new Client(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))) {
            FutureTask<Integer> code = new FutureTask<>(() ->
                    client.run(with(socket, "plugin", "unload", "--wait", "1h", "text")));
            new Thread(code).start();
            while (!client.interrupt()) {
                Thread.onSpinWait();
            }

            assertThat(code.get()).isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("INTERRUPTED: text 1.2.0");
    }

    @Test
    void events_followedUntilTheHostCloses_tellHowThePluginsGo() throws Exception {
        host.load(PluginJar.plugin("text", "1.2.0").write(directory.resolve("text.jar")));
        host.load(PluginJar.plugin("user", "1.0.0").requires("text").write(directory.resolve("user.jar")));
        FutureTask<Integer> code = new FutureTask<>(() -> run(with(socket, "plugin", "events", "--follow")));
        new Thread(code).start();
        while (!out.toString(StandardCharsets.UTF_8).contains("2 ")) {
            Thread.onSpinWait();
        }

        host.close();

        assertThat(code.get()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceFirst(" \\S+ ", " ")))
                .containsExactly("1 LOADED text 1.2.0 #1", "2 LOADED user 1.0.0 #2", "3 UNLOADED user 1.0.0 #2",
                        "4 UNLOADED text 1.2.0 #1");
        assertThat(err.size()).isZero();
    }

    @Test
    void run_withoutAHost_saysWhatToDo() {
        host.close();

        assertThat(run("plugin", "list", "--socket", socket.toString())).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly("no host listens at " + socket
                + "; start one with run --socket " + socket + ", or say with --socket where one listens");
        assertThat(run("plugin", "list", "--socket", "x".repeat(200))).isEqualTo(3);
        assertThat(run("plugin", "list", "--socket", "a\u0000b")).isEqualTo(3);
    }

    @Test
    void run_hostThatGoesAwayInTheMiddle_isToldApart() throws Exception {
        assertThat(against("{\"out\":\"half\"}\n")).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("half");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("went away before it had answered");
    }

    @Test
    void run_hostThatRefusesBeforeItHasHeardAll_isHeard() throws Exception {
        assertThat(against("{\"error\":\"too much\",\"exit\":1}\n", "x".repeat(1 << 20))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly("hotplug: too much");
    }

    @Test
    void run_somethingElseThatListens_isNoHost() throws Exception {
        assertThat(against("220 mail.example.com\n")).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).singleElement().asString().contains("no flat JSON");
    }

    @Test
    void run_errorOfTheProtocol_isPrinted() throws Exception {
        assertThat(against("{\"error\":\"version 1 of the protocol is not spoken here\",\"exit\":2}\n")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("hotplug: version 1 of the protocol");
    }

    private int against(String answer) throws Exception {
        return against(answer, "list");
    }

    private int against(String answer, String command) throws Exception {
        Path other = directory.resolve("other.sock");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(other))) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                try (SocketChannel client = listening.accept()) {
                    client.read(ByteBuffer.allocate(8192));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            int code = run("plugin", command, "--socket", other.toString());
            answered.join();
            return code;
        }
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        try (Client client = new Client(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))) {
            return client.run(words);
        }
    }
}
