package dev.hotplug.console.socket;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a command prints, as lines of the protocol, in the order in which it was printed. Used by one thread. */
final class Answers {

    /** Letters of one line at most, so that no client has to hold more. */
    private static final int CHUNK = 4096;

    private final Consumer<byte[]> client;
    private final StringBuilder pending = new StringBuilder();
    private String stream = "out";

    /**
     * Begins an answer.
     *
     * @param client takes a line's bytes
     */
    Answers(Consumer<byte[]> client) {
        this.client = client;
    }

    /** What is written to it goes to the client's {@code out} or {@code err}. */
    PrintWriter writer(String name) {
        return new PrintWriter(new Writer() {
            @Override
            public void write(char[] letters, int offset, int length) {
                print(name, letters, offset, length);
            }

            @Override
            public void flush() {
                sendPending(pending.length());
            }

            @Override
            public void close() {
                flush();
            }
        });
    }

    /** The end of a command. */
    void exit(int code) {
        sendPending(pending.length());
        JsonObject line = new JsonObject();
        line.addProperty("exit", code);
        send(line);
    }

    /** The end of the conversation, because of the client. */
    void error(String message, int code) {
        sendPending(pending.length());
        JsonObject line = new JsonObject();
        line.addProperty("error", message);
        line.addProperty("exit", code);
        send(line);
    }

    private void print(String name, char[] letters, int offset, int length) {
        if (!name.equals(stream)) {
            sendPending(pending.length());
            stream = name;
        }
        pending.append(letters, offset, length);
        while (pending.length() >= CHUNK) {
            // Half of a pair is not a letter, and would not arrive.
            sendPending(Character.isHighSurrogate(pending.charAt(CHUNK - 1)) ? CHUNK - 1 : CHUNK);
        }
    }

    private void sendPending(int count) {
        if (count > 0) {
            JsonObject line = new JsonObject();
            line.addProperty(stream, pending.substring(0, count));
            pending.delete(0, count);
            send(line);
        }
    }

    private void send(JsonObject line) {
        client.accept((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
