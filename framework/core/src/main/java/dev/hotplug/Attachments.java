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

    void open(HostAttachment attachment, PluginHost host) throws IOException {
        open.addFirst(attachment.attach(host));
    }

    /**
     * Closes them, the latest first.
     *
     * @return what went wrong, one sentence for each
     */
    List<String> close() {
        List<String> failures = new ArrayList<>();
        for (AutoCloseable next = open.pollFirst(); next != null; next = open.pollFirst()) {
            try {
                next.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                failed(next, interrupted, failures);
            } catch (Exception failure) {
                failed(next, failure, failures);
            }
        }
        return failures;
    }

    private static void failed(AutoCloseable attachment, Exception failure, List<String> failures) {
        String sentence = "what was attached to the host (" + attachment.getClass().getName() + ") was not closed: "
                + failure;
        failures.add(sentence);
        LoggerFactory.getLogger("dev.hotplug").warn("close: {}", sentence, failure);
    }
}
