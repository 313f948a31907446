package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A host as a process, clients as processes, and what operators and others do to the socket between them. */
@ExtendWith(Scenario.class)
class ControlSocketIT {

    private static final String LIST = "{\"hotplug\":1,\"arguments\":[\"plugin\",\"list\"]}\n";
    private static final String ANSWER = "{\"out\":\"no plugins loaded\\n\"}\n{\"exit\":0}\n";

    @TempDir
    private Path folder;

    @Test
    void aHostThatDiedIsFollowedByAnotherAtTheSamePath() throws Exception {
        try (ConsoleProcess first = ConsoleProcess.start(folder)) {
            first.kill();
            assertThat(first.socket()).exists();
            ForkedJvm.Result nobody = first.client("list");
            assertThat(nobody.expectExit(3).err().lines()).singleElement().asString()
                    .startsWith("no host listens at " + first.socket());
        }
        try (ConsoleProcess second = ConsoleProcess.start(folder)) {
            assertThat(second.client("list").expectExit(0).out()).isEqualTo("no plugins loaded\n");
            assertThat(second.leave()).isZero();
            assertThat(second.socket()).doesNotExist();
        }
    }

    @Test
    void aSecondHostAtTheSamePathIsRefusedAndTheFirstGoesOn() throws Exception {
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            ForkedJvm.Result second = console("run", "--socket", host.socket().toString()).run();

            assertThat(second.expectExit(2).err().lines()).singleElement().asString()
                    .contains(host.socket() + ": another host listens here");
            host.client("list").expectExit(0);
        }
    }

    @Test
    void aPathThatCannotBeASocketIsRefusedInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path deep = folder.resolve("x".repeat(120));
        for (Path path : List.of(file, deep, folder.resolve("none/s"), file.resolve("s"))) {
            ForkedJvm.Result result = console("run", "--socket", path.toString()).run();
            assertThat(result.expectExit(2).err().lines()).singleElement().asString()
                    .startsWith("hotplug run: --socket " + path + ": ");
        }
        assertThat(file).hasContent("text");
    }

    @Test
    void onlyTheOwnerCanConnect() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            assertThat(Files.getPosixFilePermissions(host.socket()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            assumeTrue(System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/bin/setpriv")),
                    "to become another user takes root and setpriv");
            Path launcher = folder.resolve("plugin");
            Files.copy(SourceTree.launcher(), launcher, StandardCopyOption.COPY_ATTRIBUTES);
            Files.copy(SourceTree.launcher().resolveSibling("plugin.jar"), folder.resolve("plugin.jar"));
            ProcessBuilder other = new ProcessBuilder("/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                    "--clear-groups", launcher.toString(), "list", "--socket", host.socket().toString());
            other.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = other.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(printed).isEqualTo(3);
            assertThat(printed.lines()).singleElement().asString().contains("the socket is another user's");
        }
    }

    @Test
    void aClientThatGoesAwayWhileItsCommandWaitsTakesTheWaitWithIt() throws Exception {
        Path text = PluginJar.plugin("text", "1.2.0").write(folder.resolve("text.jar"));
        Path greeter = PluginJar.plugin("greeter", "1.4.0").requires("text").write(folder.resolve("greeter.jar"));
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            host.client("load", text.toString(), greeter.toString()).expectExit(0);
            for (String way : new String[] {"--wait", "--wait"}) {
                Process waiting = host.beginQuietly("unload", way, "1h", "text");
                awaitDump(host, true);
                waiting.destroyForcibly().waitFor();
                awaitDump(host, false);
            }
            host.client("unload", "greeter").expectExit(0);
            assertThat(host.client("list").expectExit(0).out()).contains("text ").contains("LIVE");
        }
    }

    private static void awaitDump(ConsoleProcess host, boolean waits) {
        Awaitility.await().atMost(Scenario.SOON)
                .until(() -> host.threadDump().contains("UnloadCommand.call") == waits);
    }

    @Test
    void aThousandConnectionsHurtNobody() throws Exception {
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            int before = host.openFiles();
            List<SocketChannel> idle = new ArrayList<>();
            try {
                for (int number = 0; number < 1000; number++) {
                    idle.add(connect(host));
                    if (number % 100 == 99) {
                        assertThat(host.client("list").expectExit(0).out()).isEqualTo("no plugins loaded\n");
                    }
                }
                assertThat(host.openFiles()).isLessThan(before + 100);
                assertThat(host.threads("hotplug-socket")).isLessThan(10);
            } finally {
                for (SocketChannel channel : idle) {
                    channel.close();
                }
            }
            Awaitility.await().atMost(Scenario.SOON).until(() -> host.openFiles() <= before);
        }
    }

    @Test
    void anEndlessLineHurtsOnlyWhoSendsIt() throws Exception {
        try (ConsoleProcess host = ConsoleProcess.start(folder); SocketChannel endless = connect(host)) {
            ByteBuffer part = ByteBuffer.allocate(65536);
            boolean refused = false;
            for (int sent = 0; sent < 100 && !refused; sent++) {
                try {
                    endless.write(part.clear());
                } catch (IOException closed) {
                    refused = true;
                }
            }
            assertThat(refused).isTrue();
            assertThat(host.client("list").expectExit(0).out()).isEqualTo("no plugins loaded\n");
        }
    }

    @Test
    void clientsThatLeaveAtAnyPointOfARequestLeaveNothing() throws Exception {
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            int before = host.openFiles();
            byte[] request = LIST.getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length <= request.length; length++) {
                try (SocketChannel client = connect(host)) {
                    client.write(ByteBuffer.wrap(request, 0, length));
                }
            }
            Awaitility.await().atMost(Scenario.SOON).until(() -> host.openFiles() <= before);
            assertThat(host.log()).isEmpty();
        }
    }

    @Test
    void severalClientsAtOnceEachGetTheirOwnAnswers() throws Exception {
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            List<SocketChannel> clients = new ArrayList<>();
            for (int number = 0; number < 16; number++) {
                clients.add(connect(host));
            }
            for (int round = 0; round < 20; round++) {
                for (SocketChannel client : clients) {
                    client.write(ByteBuffer.wrap(LIST.getBytes(StandardCharsets.UTF_8)));
                }
                for (SocketChannel client : clients) {
                    ByteBuffer answer = ByteBuffer.allocate(ANSWER.length());
                    while (answer.hasRemaining() && client.read(answer) >= 0) {
                        continue;
                    }
                    assertThat(new String(answer.array(), StandardCharsets.UTF_8)).isEqualTo(ANSWER);
                }
            }
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aHostThatLeavesWhileCommandsWaitTellsTheirClients() throws Exception {
        Path text = PluginJar.plugin("text", "1.2.0").write(folder.resolve("text.jar"));
        Path greeter = PluginJar.plugin("greeter", "1.4.0").requires("text").write(folder.resolve("greeter.jar"));
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            host.client("load", text.toString(), greeter.toString()).expectExit(0);
            Process waiting = host.beginQuietly("unload", "--wait", "1h", "text");
            awaitDump(host, true);

            assertThat(host.leave()).isZero();

            assertThat(waiting.waitFor()).isEqualTo(1);
        }
    }

    private static SocketChannel connect(ConsoleProcess host) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(host.socket()));
    }

    private ForkedJvm console(String... arguments) {
        return ForkedJvm.jar(SourceTree.console()).temporary(folder).arguments(arguments);
    }
}
