package dev.hotplug.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * Stops after each screenful of a command's output until the person has read it. What comes so slowly that it can be
 * read as it comes is not stopped. Used by one thread.
 */
final class Pager extends Writer {

    private static final String QUESTION = "-- more: space a page, enter a line, a all, q no more --";
    private static final String ERASE = "\r" + " ".repeat(QUESTION.length()) + "\r";
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long KEY_WAIT_MILLIS = 100;

    private final Terminal terminal;
    private final LongSupplier clock;
    private int linesLeft;
    private long lastLine;
    private boolean stopping = true;
    private boolean muted;

    Pager(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Whether a terminal can be paged: it has a height, and keys that come one by one. */
    static boolean isPossible(Terminal terminal) {
        return terminal.getHeight() > 2 && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** Before each command. */
    void begin() {
        stopping = true;
        muted = false;
        linesLeft = page();
        lastLine = clock.getAsLong();
    }

    @Override
    public void write(char[] text, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end && !muted; at++) {
            if (text[at] == '\n') {
                terminal.writer().write(text, from, at + 1 - from);
                from = at + 1;
                countLine();
            }
        }
        if (!muted && from < end) {
            terminal.writer().write(text, from, end - from);
        }
    }

    private void countLine() {
        long now = clock.getAsLong();
        if (now - lastLine > SLOW_NANOS) {
            linesLeft = page();
        }
        lastLine = now;
        if (stopping && --linesLeft <= 0) {
            ask();
            lastLine = clock.getAsLong();
        }
    }

    private void ask() {
        terminal.writer().write(QUESTION);
        terminal.flush();
        Attributes cooked = terminal.enterRawMode();
        try {
            while (!answer(terminal.reader().read(KEY_WAIT_MILLIS))) {
                // Another key, or none yet.
            }
        } catch (InterruptedIOException interrupted) {
            // By Ctrl-C, which is for the command as well.
            Thread.currentThread().interrupt();
            muted = true;
        } catch (IOException goneAway) {
            muted = true;
        } finally {
            terminal.setAttributes(cooked);
        }
        terminal.writer().write(ERASE);
    }

    private boolean answer(int key) {
        if (Thread.currentThread().isInterrupted()) {
            muted = true;
            return true;
        }
        switch (key) {
            case ' ' -> linesLeft = page();
            case '\r', '\n' -> linesLeft = 1;
            case 'a' -> stopping = false;
            case 'q', NonBlockingReader.EOF -> muted = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** One line is for the question. */
    private int page() {
        return terminal.getHeight() - 1;
    }

    @Override
    public void flush() {
        terminal.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
