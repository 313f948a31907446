package dev.hotplug;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * What is attached to a host. Safe for use by many threads: each is closed once, whoever closes the host; one that lasts,
 * by the close that had it leave, as only that knows when it has left and the plugins are gone.
 */
final class Attachments {

    /** One that lasts, from before it leaves until it is closed. */
    private static final class Leaving {

        private final HostAttachment.Lasting attachment;
        /** Whose close had it leave; {@code null} if that failed on the way. Guarded by the outer instance. */
        private Thread closer = Thread.currentThread();

        Leaving(HostAttachment.Lasting attachment) {
            this.attachment = attachment;
        }
    }

    /** Guarded by this, as the other. Whatever is called of an attachment is called without the lock. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Leaving> leaving = new ArrayList<>();

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

    /**
     * Closes them, the latest first; those that last only leave, and are closed after the plugins have been unloaded.
     *
     * @param unloading unloads the plugins; gives what stayed or went wrong
     * @return that, and what went wrong here, one sentence for each
     */
    List<String> close(Supplier<List<String>> unloading) {
        List<String> failures = new ArrayList<>();
        List<Leaving> own = new ArrayList<>();
        boolean unloaded = false;
        try {
            leave(own, failures);
            failures.addAll(unloading.get());
            unloaded = true;
        } finally {
            if (!unloaded) {
                giveUp(own);
            }
        }
        takeOver(own);
        for (Leaving next : own) {
            try {
                next.attachment.close();
            } catch (Throwable failure) {
                failed(next.attachment, failure, failures);
            } finally {
                closed(next);
            }
        }
        tellOfOthers(failures);
        return failures;
    }

    private void leave(List<Leaving> own, List<String> failures) {
        for (AutoCloseable next = next(own); next != null; next = next(own)) {
            try {
                if (next instanceof HostAttachment.Lasting last) {
                    last.leave();
                } else {
                    next.close();
                }
            } catch (Throwable failure) {
                // An error, too: whatever it is, the plugins are still to be unloaded.
                failed(next, failure, failures);
            }
        }
    }

    /** The next to be closed or to leave; of one that lasts it is known from then on whose it is. */
    private synchronized AutoCloseable next(List<Leaving> own) {
        AutoCloseable next = open.pollFirst();
        if (next instanceof HostAttachment.Lasting last) {
            Leaving taken = new Leaving(last);
            leaving.add(taken);
            own.add(taken);
        }
        return next;
    }

    private synchronized void giveUp(List<Leaving> own) {
        for (Leaving each : own) {
            each.closer = null;
        }
    }

    /** Those that had left in a close that failed. */
    private synchronized void takeOver(List<Leaving> own) {
        for (Leaving each : leaving) {
            if (each.closer == null) {
                each.closer = Thread.currentThread();
                own.add(each);
            }
        }
    }

    private synchronized void closed(Leaving one) {
        leaving.remove(one);
    }

    private synchronized void tellOfOthers(List<String> failures) {
        for (Leaving each : leaving) {
            failures.add("what is attached to the host (" + each.attachment.getClass().getName() + ") "
                    + (each.closer == null ? "was not closed, because that close failed; close the host again"
                    : "is left to the close that is under way on thread \"" + each.closer.getName() + "\""));
        }
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
