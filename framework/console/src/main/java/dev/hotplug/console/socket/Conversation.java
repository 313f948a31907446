package dev.hotplug.console.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * One client: what it has sent and not yet been answered, and what it is to be sent. Reading, and all that concerns
 * requests, is the waiting thread's; {@link #send} and {@link #finish} are the thread's that runs the client's command.
 */
final class Conversation {

    private static final int FIRST_SIZE = 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Bounds bounds;

    // ---- of the waiting thread ----
    private byte[] received = new byte[FIRST_SIZE];
    private int length;
    /** How much of what was received is known to hold no end of a line. */
    private int searched;
    private Future<?> command;

    // ---- guarded by this ----
    /** Who runs the command, from its begin to its end. */
    private Thread runner;
    /** What the command is, as soon as it is known; {@code null} when it has ended. */
    private Request request;
    private boolean interrupted;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private int unsentBytes;
    private boolean finished;
    private boolean lastSent;
    private boolean closed;
    /** Since when the client has kept us waiting. */
    private long waitingSince = System.nanoTime();

    Conversation(SocketChannel channel, SelectionKey key, Bounds bounds) {
        this.channel = channel;
        this.key = key;
        this.bounds = bounds;
    }

    // ---- The waiting thread ----------------------------------------------------------------------------------------

    /**
     * Takes what has arrived.
     *
     * @return whether the client is still there
     */
    boolean receive() throws IOException {
        if (length == received.length) {
            received = Arrays.copyOf(received, Math.min(bounds.line() + 1, 2 * length));
        }
        int count = channel.read(ByteBuffer.wrap(received, length, received.length - length));
        length += Math.max(0, count);
        return count >= 0;
    }

    /** The next request, without its end of line, or {@code null} if none has arrived in full. */
    ByteBuffer nextLine() {
        if (endOfLine() == length) {
            return null;
        }
        ByteBuffer line = ByteBuffer.wrap(Arrays.copyOf(received, searched));
        System.arraycopy(received, searched + 1, received, 0, length - searched - 1);
        length -= searched + 1;
        searched = 0;
        if (length == 0) {
            received = new byte[FIRST_SIZE];
        }
        return line;
    }

    /** Takes interrupts that have arrived and are next, and interrupts the command, if one is still under way. */
    void heedInterrupts() {
        while (endOfLine() < length && Request.isInterrupt(ByteBuffer.wrap(received, 0, endOfLine()))) {
            nextLine();
            if (command != null) {
                interrupt();
            }
        }
    }

    /** Interrupts the command that runs, or that is about to. */
    synchronized void interrupt() {
        if (finished) {
            return;
        }
        interrupted = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    private int endOfLine() {
        while (searched < length && received[searched] != '\n') {
            searched++;
        }
        return searched;
    }

    /** Whether what was received is longer than a request may be, and is none. */
    boolean isTooLong() {
        return length > bounds.line();
    }

    void began(Future<?> running) {
        command = running;
    }

    boolean isIdle() {
        return command == null;
    }

    /** Whether the command has ended since the last question. */
    synchronized boolean hasEnded() {
        boolean ended = finished && command != null;
        if (ended) {
            finished = false;
            command = null;
            waitingSince = System.nanoTime();
        }
        return ended;
    }

    /** What runs, if that is known yet. */
    synchronized Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    /** Whether there is neither a command nor anything to send. */
    synchronized boolean isAnswered() {
        return command == null && unsent.isEmpty();
    }

    /** Sends a last line, as far as the client takes it. */
    synchronized void sendLast(byte[] bytes) {
        lastSent = true;
        try {
            unsent.add(ByteBuffer.wrap(bytes));
            unsentBytes += bytes.length;
            drain();
        } catch (IOException gone) {
            closed = true;
        }
    }

    /** Whether nothing that the client still asks for will be answered. */
    synchronized boolean isLeaving() {
        return lastSent;
    }

    /** Sends more of what lies here, when the client reads again. */
    synchronized void sendOn() throws IOException {
        drain();
    }

    /** Asks to be told of what is of interest: more requests, and room for what is to be sent. */
    synchronized void showInterest() {
        if (!closed && key.isValid()) {
            boolean reads = !lastSent && length <= bounds.line();
            key.interestOps((reads ? SelectionKey.OP_READ : 0) | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    /** Whether it may go: it has been told the last that it will be told. */
    synchronized boolean isOver() {
        return closed || lastSent && unsent.isEmpty();
    }

    /** How long the client has kept us waiting, for a request or for room; 0 if it does not. */
    synchronized long waitingNanos(long now) {
        return command == null || !unsent.isEmpty() ? Math.max(0, now - waitingSince) : 0;
    }

    /** Ends it, and with it the command that runs. */
    void close() {
        synchronized (this) {
            closed = true;
            unsent.clear();
            unsentBytes = 0;
            notifyAll();
        }
        if (command != null) {
            command.cancel(true);
        }
        key.cancel();
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // As it should be.
        }
    }

    // ---- The command's thread --------------------------------------------------------------------------------------

    /** Says that this thread begins the command. */
    synchronized void begin() {
        runner = Thread.currentThread();
        if (interrupted) {
            runner.interrupt();
        }
    }

    /** Says what the command is. */
    synchronized void asks(Request what) {
        request = what;
    }

    /**
     * Sends, or keeps for later what the client does not take now; if that is too much, waits. What is sent to a client
     * that is gone is dropped, and the thread is interrupted, as nobody wants its command done any more.
     */
    synchronized void send(byte[] bytes) {
        try {
            if (unsent.isEmpty()) {
                waitingSince = System.nanoTime();
            }
            unsent.add(ByteBuffer.wrap(bytes));
            unsentBytes += bytes.length;
            drainWhole();
            if (!unsent.isEmpty()) {
                key.selector().wakeup();
            }
            // The waiting thread ends this if it takes too long.
            while (unsentBytes > bounds.unread() && !closed) {
                wait();
            }
        } catch (IOException gone) {
            closed = true;
        } catch (InterruptedException interrupted) {
            closed |= unsentBytes > bounds.unread();
            Thread.currentThread().interrupt();
        }
        if (closed) {
            unsent.clear();
            unsentBytes = 0;
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command has ended, and whether that was the last of this conversation. */
    synchronized void finish(boolean last) {
        finished = true;
        lastSent |= last;
        runner = null;
        request = null;
        interrupted = false;
    }

    /** An interrupt that came before would close the channel, and with it what the command has yet to say. */
    private void drainWhole() throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            drain();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain() throws IOException {
        boolean moved = false;
        while (!closed && !unsent.isEmpty()) {
            int count = channel.write(unsent.element());
            unsentBytes -= count;
            moved |= count > 0;
            if (unsent.element().hasRemaining()) {
                break;
            }
            unsent.remove();
        }
        if (moved) {
            waitingSince = System.nanoTime();
            notifyAll();
        }
    }
}
