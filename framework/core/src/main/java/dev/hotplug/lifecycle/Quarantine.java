package dev.hotplug.lifecycle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Plugins that are stopped but cannot be dismantled yet, because somebody holds them or a thread of theirs runs. When
 * the last of these is gone, a thread of the host, never the one that held it, finishes the work.
 *
 * <p>Safe for use by many threads.
 */
final class Quarantine {

    private static final long IDLE_MILLIS = 500;
    private static final long FIRST_POLL_MILLIS = 1;
    private static final long LONGEST_POLL_MILLIS = 500;

    private record Parked(BooleanSupplier ready, Runnable finish) {
    }

    private final Map<Entry, Parked> parked = new ConcurrentHashMap<>();
    private final Lifecycle lifecycle;
    private final AtomicInteger unfinished = new AtomicInteger();
    /** Made for the first that is kept; many hosts never keep any. Guarded by this. */
    private ScheduledThreadPoolExecutor reaper;

    /**
     * @param lifecycle is tidied, on the reaper's thread, when the last entry has been finished
     */
    Quarantine(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    private synchronized ScheduledThreadPoolExecutor reaper() {
        if (reaper == null) {
            reaper = new ScheduledThreadPoolExecutor(1, Quarantine::thread);
            reaper.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            reaper.allowCoreThreadTimeOut(true);
        }
        return reaper;
    }

    /** Keeps an entry until it is ready, and has it finished then; at once if it already is. */
    void park(Entry entry, BooleanSupplier ready, Runnable finish) {
        parked.put(entry, new Parked(ready, finish));
        recheck(entry);
        poll(entry, FIRST_POLL_MILLIS);
    }

    /**
     * A call that leaves its thread's own cell tells nobody, nor does a thread that an executor has made and drops, so as
     * long as it is parked, somebody has to look.
     */
    private void poll(Entry entry, long millis) {
        if (parked.containsKey(entry)) {
            try {
                reaper().schedule(() -> {
                    recheck(entry);
                    poll(entry, Math.min(2 * millis, LONGEST_POLL_MILLIS));
                }, millis, TimeUnit.MILLISECONDS);
            } catch (OutOfMemoryError noThread) {
                // It is in the queue by then, as in begin().
            }
        }
    }

    /** Looks whether an entry has become ready. Cheap, and safe on any thread. */
    void recheck(Entry entry) {
        Parked known = parked.get(entry);
        if (known == null || !known.ready.getAsBoolean()) {
            return;
        }
        // Counted before it is taken out, so that it is never missed in between.
        unfinished.incrementAndGet();
        if (parked.remove(entry, known)) {
            begin(() -> finish(known));
        } else {
            unfinished.decrementAndGet();
        }
    }

    /** Whoever comes by is a caller that just left a plugin: it must not learn that this JVM can make no thread. */
    private void begin(Runnable work) {
        try {
            thread(work).start();
        } catch (OutOfMemoryError noThread) {
            try {
                reaper().execute(work);
            } catch (OutOfMemoryError noThreadEither) {
                // It is in the queue by then: the reaper comes to it when it can be started, for whatever is next.
                return;
            }
        }
    }

    /** Each on a thread of its own: what is left to do of one runs code of the plugin, which need not end. */
    private void finish(Parked known) {
        try {
            known.finish.run();
        } finally {
            if (unfinished.decrementAndGet() == 0 && parked.isEmpty()) {
                lifecycle.tidy();
            }
        }
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(null, body, "hotplug-reaper", 0, false);
        thread.setDaemon(true);
        // Whoever happens to come by first must not leave his own loader here.
        thread.setContextClassLoader(Quarantine.class.getClassLoader());
        return thread;
    }

    /** How many are kept, those just being finished included. */
    int size() {
        return parked.size() + unfinished.get();
    }
}
