package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Messages of all kinds that no client sends, the same in each run. */
@ExtendWith(Scenario.class)
class ControlSocketFuzzIT {

    private static final int MESSAGES = 100_000;
    private static final int WARM_UP = 5_000;
    private static final int LONGEST = 300 * 1024;
    /** What a host may keep beside what it kept before: caches of the platform, compiled patterns. */
    private static final long HEAP_SLACK = 2L << 20;

    private static final String[] REQUESTS = {
        "{\"hotplug\":1,\"arguments\":[\"plugin\",\"list\"],\"directory\":\"/tmp\",\"width\":120,\"colors\":false}",
        "{\"hotplug\":1,\"arguments\":[\"plugin\",\"unload\",\"nobody\"]}",
        "{\"hotplug\":1,\"arguments\":[\"help\"]}"};

    private static final String LETTERS = "{}[]\",:\\ \n\u0000x19\u00e4";

    private final Random random = new Random(20261121);
    private final ByteBuffer scrap = ByteBuffer.allocate(65536);
    private SocketChannel client;

    @Test
    void theHostLivesAndKeepsNothing(@TempDir Path folder) throws Exception {
        try (ConsoleProcess host = ConsoleProcess.start(folder)) {
            fuzz(host, WARM_UP);
            int openFiles = quiet(host);
            int threads = host.threads("");
            long heap = host.liveBytes();

            fuzz(host, MESSAGES);

            assertThat(quiet(host)).isLessThanOrEqualTo(openFiles + 2);
            // The JVM's own may come and go.
            assertThat(host.threads("")).isLessThanOrEqualTo(threads + 4);
            assertThat(host.liveBytes()).isLessThanOrEqualTo(heap + HEAP_SLACK);
            assertThat(host.client("list").expectExit(0).out()).isEqualTo("no plugins loaded\n");
            assertThat(host.log()).isEmpty();
            assertThat(host.leave()).isZero();
        }
    }

    /** Waits until nothing is left of the clients; gives the number of open files then. */
    private static int quiet(ConsoleProcess host) {
        Awaitility.await().atMost(Scenario.SOON).until(() -> host.threads("hotplug-socket-") == 0);
        Awaitility.await().atMost(Scenario.SOON).until(() -> host.client("list").exit() == 0);
        Awaitility.await().atMost(Scenario.SOON).until(() -> host.threads("hotplug-socket-") == 0);
        try {
            return host.openFiles();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void fuzz(ConsoleProcess host, int messages) throws IOException {
        for (int sent = 0; sent < messages; sent++) {
            if (client == null) {
                client = SocketChannel.open(UnixDomainSocketAddress.of(host.socket()));
                client.configureBlocking(false);
            }
            try {
                send(message());
                while (client.read(scrap.clear()) > 0) {
                    continue;
                }
                if (random.nextInt(4) == 0) {
                    leave();
                }
            } catch (IOException sentAway) {
                leave();
            }
        }
        leave();
    }

    private void leave() throws IOException {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Sends; what the host writes meanwhile is read, as two who only write would wait for each other. */
    private void send(byte[] message) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(message);
        while (left.hasRemaining()) {
            client.write(left);
            if (client.read(scrap.clear()) < 0) {
                throw new IOException("sent away");
            }
        }
    }

    private byte[] message() {
        int kind = random.nextInt(1000);
        if (kind < 20) {
            return (REQUESTS[random.nextInt(REQUESTS.length)] + "\n").getBytes(StandardCharsets.UTF_8);
        }
        if (kind < 21) {
            return new byte[random.nextInt(LONGEST)];
        }
        if (kind < 400) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        return damaged(REQUESTS[random.nextInt(REQUESTS.length)] + "\n");
    }

    /** A request with some bytes changed, lost, doubled, or only its beginning. */
    private byte[] damaged(String request) {
        StringBuilder text = new StringBuilder(request);
        for (int damages = 1 + random.nextInt(3); damages > 0 && text.length() > 0; damages--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, text.substring(0, at));
                case 3 -> text.setLength(at);
                default -> text.insert(at, "[".repeat(random.nextInt(400)));
            }
        }
        return text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
