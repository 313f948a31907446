package dev.hotplug;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is attached to a host. Safe for use by many threads: each is closed once, whoever closes the host. */
final class Attachments {

    /** Guarded by this, as the other. Whatever is called of an attachment is called without the lock. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Deque<HostAttachment.Lasting> lasting = new ArrayDeque<>();

    void open(HostAttachment attachment, PluginHost host) throws IOException {
        AutoCloseable opened = attachment.attach(host);
        if (opened == null) {
            throw new NullPointerException("attachment " + attachment.getClass().getName()
                    + ": attach returned null (expected: what closes it, () -> { } if nothing does)");
        }
        synchronized (this) {
            open.addFirst(opened);
        }
    }

    private synchronized <T> T next(Deque<T> from) {
        return from.pollFirst();
    }

    /**
     * Closes them, the latest first; those that last only leave.
     *
     * @return what went wrong, one sentence for each
     */
    List<String> leave() {
        List<String> failures = new ArrayList<>();
        for (AutoCloseable next = next(open); next != null; next = next(open)) {
            try {
                if (next instanceof HostAttachment.Lasting last) {
                    synchronized (this) {
                        lasting.addLast(last);
                    }
                    last.leave();
                } else {
                    next.close();
                }
            } catch (Throwable failure) {
                // An error, too: whatever it is, the plugins are still to be unloaded.
                failed(next, failure, failures);
            }
        }
        return failures;
    }

    /**
     * Closes those that have only left, the latest first.
     *
     * @param failures what went wrong before; what goes wrong here is added
     * @return the same
     */
    List<String> close(List<String> failures) {
        for (AutoCloseable next = next(lasting); next != null; next = next(lasting)) {
            try {
                next.close();
            } catch (Throwable failure) {
                failed(next, failure, failures);
            }
        }
        return failures;
    }

    private static void failed(AutoCloseable attachment, Throwable failure, List<String> failures) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String sentence = "what was attached to the host (" + attachment.getClass().getName() + ") was not closed: "
                + failure;
        failures.add(sentence);
        LoggerFactory.getLogger("dev.hotplug").warn("close: {}", sentence, failure);
    }
}
