package dev.hotplug.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The lines of a pipe or a file. A command may ask whether the next one, or the end, is there: then that is read
 * ahead, on a thread that only then is made. Otherwise used by one thread.
 */
final class ScriptLines {

    private final BufferedReader reader;
    private CompletableFuture<String> ahead;

    ScriptLines(BufferedReader reader) {
        this.reader = reader;
    }

    /** The next line, or {@code null} at the end. */
    String next() throws IOException {
        if (ahead == null) {
            return reader.readLine();
        }
        try {
            return ahead.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UncheckedIOException unreadable ? unreadable.getCause()
                    : new IOException(failed.getCause());
        } finally {
            ahead = null;
        }
    }

    /** Whether {@link #next} would not wait. */
    boolean isNextDue() {
        if (ahead == null) {
            CompletableFuture<String> next = new CompletableFuture<>();
            ahead = next;
            Thread thread = new Thread(() -> read(next), "hotplug-script");
            thread.setDaemon(true);
            thread.start();
        }
        return ahead.isDone();
    }

    private void read(CompletableFuture<String> line) {
        try {
            line.complete(reader.readLine());
        } catch (IOException unreadable) {
            line.completeExceptionally(new UncheckedIOException(unreadable));
        }
    }
}
