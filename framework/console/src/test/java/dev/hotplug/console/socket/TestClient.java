package dev.hotplug.console.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One who writes to the socket what they like. */
final class TestClient implements AutoCloseable {

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(8192).flip();

    TestClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    static String request(String... words) {
        return "{\"hotplug\":1,\"arguments\":[" + Arrays.stream(words).map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(",")) + "]}\n";
    }

    TestClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    TestClient send(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        return this;
    }

    /** The next line, or {@code null} at the end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            int count;
            try {
                count = channel.read(received.clear());
            } catch (IOException reset) {
                // What was closed with something of ours unread.
                count = -1;
            }
            received.flip();
            if (count < 0) {
                received.limit(0);
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
