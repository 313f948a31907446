package dev.hotplug.console.socket;

import static dev.hotplug.console.socket.TestClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of all kinds against commands to order. A client that is not answered hangs until the time is up. */
@Timeout(60)
class SocketServerTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Bounds SMALL = new Bounds(3, 4096, LONG, 8192);

    private static final int MOST_UNHEARD = 100;

    @TempDir
    private Path directory;
    private static final String INTERRUPT = "{\"hotplug\":1,\"interrupt\":true}\n";

    private SocketServer server;

    /** What commands said when their thread was interrupted. */
    private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    /** Lines that the client of a command has read. */
    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        server.close();
        assertThat(directory.resolve("s")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("hotplug-socket"));
    }

    @Test
    void request_command_isAnsweredWithItsOutputInOrderAndItsExitCode() throws IOException {
        open(Bounds.USUAL);
        try (TestClient client = client()) {
            client.send(request("echo", "a", "b"));
            assertThat(client.line()).isEqualTo("{\"out\":\"a\\n\"}");
            assertThat(client.line()).isEqualTo("{\"err\":\"b\\n\"}");
            assertThat(client.line()).isEqualTo("{\"exit\":7}");
        }
    }

    @Test
    void requests_ofOneClientAtOnce_areAnsweredOneAfterTheOther() throws IOException {
        open(SMALL);
        try (TestClient client = client()) {
            StringBuilder lines = new StringBuilder();
            for (int number = 0; number < 300; number++) {
                lines.append(request("echo", "n" + number));
            }
            Thread sender = sender(client, lines.toString());
            for (int number = 0; number < 300; number++) {
                assertThat(client.line()).isEqualTo("{\"out\":\"n" + number + "\\n\"}");
                assertThat(client.line()).isEqualTo("{\"exit\":7}");
            }
            join(sender);
        }
    }

    @Test
    void interrupt_endsTheCommandThatRunsAndNoOther() throws Exception {
        open(Bounds.USUAL);
        try (TestClient client = client()) {
            client.send(INTERRUPT + request("wait", "first"));
            begun.take();
            client.send(INTERRUPT);
            assertThat(interrupted.take()).isEqualTo("first");
            assertThat(client.line()).isEqualTo("{\"err\":\"interrupted\\n\"}");
            assertThat(client.line()).isEqualTo("{\"exit\":1}");

            client.send(INTERRUPT + INTERRUPT + request("echo", "second") + INTERRUPT + request("wait", "third"));
            assertThat(client.line()).isEqualTo("{\"out\":\"second\\n\"}");
            assertThat(client.line()).isEqualTo("{\"exit\":7}");
            assertThat(begun.take() + begun.take()).isEqualTo("echowait");
            assertThat(interrupted).isEmpty();
        }
        assertThat(interrupted.take()).isEqualTo("third");
    }

    @Test
    void request_thatIsNone_isAnsweredWithWhatIsWrongAndTheEnd() throws IOException {
        open(SMALL);
        for (String[] wrong : new String[][] {
            {"", "one JSON object"}, {"garbage", "one JSON object"}, {"[1]", "one JSON object"},
            {"{\"hotplug\":1} x", "one JSON object"}, {"{'hotplug':1}", "one JSON object"},
            {"[".repeat(4000), "one JSON object"}, {"{}", "hotplug"},
            {"{\"hotplug\":2,\"arguments\":[\"a\"]}", "version 2"}, {"{\"hotplug\":\"1\"}", "version"},
            {"{\"hotplug\":1}", "arguments"}, {"{\"hotplug\":1,\"arguments\":[]}", "arguments"},
            {"{\"hotplug\":1,\"arguments\":\"list\"}", "arguments"}, {"{\"hotplug\":1,\"arguments\":[1]}", "string"},
            {"{\"hotplug\":1,\"arguments\":[\"a\"],\"directory\":\"b\"}", "absolute"},
            {"{\"hotplug\":1,\"arguments\":[\"a\"],\"width\":\"b\"}", "columns"},
            {"{\"hotplug\":1,\"arguments\":[\"a\"],\"width\":1e999999999}", "columns"},
            {"{\"hotplug\":1,\"arguments\":[\"a\"],\"colors\":1}", "true or false"}}) {
            try (TestClient client = client()) {
                client.send(wrong[0] + "\n" + request("echo", "never"));
                assertThat(client.line()).as(wrong[0]).startsWith("{\"error\":\"").contains(wrong[1])
                        .endsWith("\"exit\":2}");
                assertThat(client.line()).as(wrong[0]).isNull();
            }
        }
        try (TestClient client = client()) {
            client.send(new byte[] {'"', (byte) 0xC3, '"', '\n'});
            assertThat(client.line()).contains("UTF-8");
        }
    }

    @Test
    void request_thatNeverEnds_isRefusedAtItsLimit() throws IOException {
        open(SMALL);
        try (TestClient client = client()) {
            client.send("x".repeat(SMALL.line() + 1));
            assertThat(client.line()).contains("longer than 4096 bytes").endsWith("\"exit\":2}");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void client_thatAsksForNothing_isSentAway() throws IOException {
        open(new Bounds(3, 4096, Duration.ofMillis(1), 8192));
        try (TestClient client = client()) {
            assertThat(client.line()).contains("no request within").endsWith("\"exit\":2}");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void client_thatDoesNotRead_isSentAwayAndItsCommandInterrupted() throws Exception {
        open(new Bounds(3, 4096, Duration.ofMillis(1), 8192));
        try (TestClient client = client()) {
            client.send(request("flood"));
            assertThat(interrupted.take()).isEqualTo("flood");
        }
    }

    @Test
    void client_thatReadsLate_getsEverything() throws Exception {
        open(SMALL);
        try (TestClient client = client()) {
            client.send(request("long"));
            assertThat(begun.take()).isEqualTo("long");
            int letters = 0;
            for (String line = client.line(); !line.startsWith("{\"exit"); line = client.line()) {
                letters += line.length() - "{\"out\":\"\"}".length();
            }
            assertThat(letters).isEqualTo(4_000_000);
        }
    }

    @Test
    void client_thatGoesAway_interruptsItsCommandAndNoOther() throws Exception {
        open(SMALL);
        try (TestClient staying = client()) {
            staying.send(request("wait", "staying"));
            begun.take();
            TestClient leaving = client();
            leaving.send(request("wait", "leaving"));
            begun.take();
            leaving.close();

            assertThat(interrupted.take()).isEqualTo("leaving");
            assertThat(interrupted).isEmpty();
        }
        assertThat(interrupted.take()).isEqualTo("staying");
    }

    @Test
    void client_moreThanThereIsRoomFor_takesTheLongestIdleOnesPlace() throws Exception {
        open(SMALL);
        List<TestClient> idle = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            idle.add(client());
        }
        try (TestClient client = client()) {
            client.send(request("echo", "served"));
            assertThat(client.line()).isEqualTo("{\"out\":\"served\\n\"}");
        }
        assertThat(idle.get(0).line()).contains("too many clients (at most 3 at once)");
        assertThat(idle.get(0).line()).isNull();
        for (TestClient client : idle) {
            client.close();
        }
    }

    @Test
    void client_moreThanThereIsRoomForWhileAllAreBusy_isToldSo() throws Exception {
        open(SMALL);
        List<TestClient> busy = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            busy.add(client().send(request("wait", "busy")));
            begun.take();
        }
        try (TestClient client = client()) {
            assertThat(client.line()).contains("too many clients").endsWith("\"exit\":1}");
            assertThat(client.line()).isNull();
        }
        busy.remove(0).close();
        assertThat(interrupted.take()).isEqualTo("busy");
        assertThat(interrupted).isEmpty();
        for (TestClient client : busy) {
            client.close();
        }
    }

    @Test
    void command_thatThrows_isAnsweredAndTheNextClientIsServed() throws Exception {
        open(SMALL);
        try (TestClient client = client()) {
            client.send(request("throw"));
            assertThat(client.line()).contains("the command failed: java.lang.StackOverflowError")
                    .endsWith("\"exit\":1}");
            assertThat(client.line()).isNull();
        }
        try (TestClient client = client()) {
            assertThat(client.send(request("echo", "a")).line()).isEqualTo("{\"out\":\"a\\n\"}");
        }
    }

    @Test
    void close_whileACommandWaits_interruptsItAndSendsWhatItSays() throws Exception {
        open(SMALL);
        try (TestClient client = client()) {
            client.send(request("wait", "until the end"));
            begun.take();

            server.close();

            assertThat(client.line()).isEqualTo("{\"err\":\"interrupted\\n\"}");
            assertThat(client.line()).isEqualTo("{\"exit\":1}");
            assertThat(client.line()).isNull();
        }
        assertThatThrownBy(this::client).isInstanceOf(IOException.class);
    }

    @Test
    void leave_whileOneCommandLasts_interruptsTheOthersAndThatOneAtTheEnd() throws Exception {
        open(SMALL);
        try (TestClient idle = client(); TestClient waits = client(); TestClient lasts = client()) {
            idle.send(request("echo", "a")).line();
            assertThat(idle.line()).isEqualTo("{\"exit\":7}");
            waits.send(request("wait", "short"));
            lasts.send(request("last", "long"));
            begun.take();
            begun.take();
            begun.take();

            server.leave();

            assertThat(interrupted).containsExactly("short");
            assertThat(waits.line()).isEqualTo("{\"err\":\"interrupted\\n\"}");
            assertThat(waits.line()).isEqualTo("{\"exit\":1}");
            assertThat(waits.line()).isNull();
            assertThat(idle.line()).isNull();
            assertThatThrownBy(this::client).isInstanceOf(IOException.class);

            server.close();

            assertThat(interrupted).containsExactly("short", "long");
            assertThat(lasts.line()).isEqualTo("{\"err\":\"interrupted\\n\"}");
            assertThat(lasts.line()).isEqualTo("{\"exit\":1}");
            assertThat(lasts.line()).isNull();
        }
    }

    @Test
    void close_whileACommandKeepsSending_losesNothingOfItsEnd() throws Exception {
        open(SMALL);
        try (TestClient client = client()) {
            client.send(request("tell", "on"));
            String line = client.line();
            Thread closer = new Thread(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            closer.start();
            while (line.equals("{\"out\":\"on\\n\"}")) {
                heard.incrementAndGet();
                line = client.line();
            }
            assertThat(line).isEqualTo("{\"err\":\"that is all\\n\"}");
            assertThat(client.line()).isEqualTo("{\"exit\":0}");
            closer.join();
        }
    }

    private void open(Bounds bounds) throws IOException {
        server = SocketServer.open(directory.resolve("s"), new Commands() {
            @Override
            public int run(Request request, PrintWriter out, PrintWriter err) {
                return SocketServerTest.this.run(request, out, err);
            }

            @Override
            public boolean lasts(Request request) {
                return request.arguments().get(0).equals("last");
            }
        }, bounds);
    }

    private TestClient client() throws IOException {
        return new TestClient(server.path());
    }

    private int run(Request request, PrintWriter out, PrintWriter err) {
        List<String> words = request.arguments();
        begun.add(words.get(0));
        switch (words.get(0)) {
            case "echo" -> {
                out.println(words.get(1));
                words.stream().skip(2).forEach(err::println);
                return 7;
            }
            case "long" -> out.print("\u00e4".repeat(4_000_000));
            case "flood" -> {
                while (!Thread.currentThread().isInterrupted()) {
                    out.print("x".repeat(10_000));
                }
                interrupted.add("flood");
            }
            case "tell" -> {
                for (int told = 0; !Thread.currentThread().isInterrupted(); told++) {
                    out.println(words.get(1));
                    out.flush();
                    // Who does not keep up at the end is cut off.
                    while (told - heard.get() > MOST_UNHEARD && !Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                }
                err.println("that is all");
            }
            case "throw" -> throw new StackOverflowError();
            default -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.add(words.get(1));
                    err.println("interrupted");
                    return 1;
                }
            }
        }
        return 0;
    }

    private static Thread sender(TestClient client, String lines) {
        Thread sender = new Thread(() -> {
            try {
                client.send(lines);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        sender.start();
        return sender;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
