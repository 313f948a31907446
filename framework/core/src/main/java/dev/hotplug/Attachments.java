package dev.hotplug;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.LoggerFactory;

/** What is attached to a host. Safe for use by many threads: each is closed once, whoever closes the host. */
final class Attachments {

    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final Deque<HostAttachment.Lasting> lasting = new ConcurrentLinkedDeque<>();

    void open(HostAttachment attachment, PluginHost host) throws IOException {
        open.addFirst(attachment.attach(host));
    }

    /**
     * Closes them, the latest first; those that last only leave.
     *
     * @return what went wrong, one sentence for each
     */
    List<String> leave() {
        List<String> failures = new ArrayList<>();
        for (AutoCloseable next = open.pollFirst(); next != null; next = open.pollFirst()) {
            try {
                if (next instanceof HostAttachment.Lasting last) {
                    lasting.addLast(last);
                    last.leave();
                } else {
                    next.close();
                }
            } catch (Exception failure) {
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
        for (AutoCloseable next = lasting.pollFirst(); next != null; next = lasting.pollFirst()) {
            try {
                next.close();
            } catch (Exception failure) {
                failed(next, failure, failures);
            }
        }
        return failures;
    }

    private static void failed(AutoCloseable attachment, Exception failure, List<String> failures) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String sentence = "what was attached to the host (" + attachment.getClass().getName() + ") was not closed: "
                + failure;
        failures.add(sentence);
        LoggerFactory.getLogger("dev.hotplug").warn("close: {}", sentence, failure);
    }
}
