package dev.hotplug.lifecycle;

import dev.hotplug.rcu.StackRoom;
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

    /** One that is kept, and the work that ends that: made beforehand, since where it begins memory may be short. */
    private final class Parked implements Runnable {

        private final Entry entry;
        private final BooleanSupplier ready;
        private final Runnable finish;
        /** Spares threads and decides nothing: who takes the entry out of the map has it. */
        private volatile boolean begun;

        Parked(Entry entry, BooleanSupplier ready, Runnable finish) {
            this.entry = entry;
            this.ready = ready;
            this.finish = finish;
        }

        @Override
        public void run() {
            // Counted before it is taken out, so that it is never missed in between.
            unfinished.incrementAndGet();
            try {
                if (parked.remove(entry, this)) {
                    finish.run();
                }
            } finally {
                if (unfinished.decrementAndGet() == 0 && parked.isEmpty()) {
                    lifecycle.tidy();
                }
            }
        }
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
        Parked known = new Parked(entry, ready, finish);
        parked.put(entry, known);
        recheck(known);
        poll(known, FIRST_POLL_MILLIS);
    }

    /**
     * A call that leaves its thread's own cell tells nobody, nor does a thread that an executor has made and drops, and
     * who leaves at the end of his stack can tell nobody; so as long as it is parked, somebody has to look.
     */
    private void poll(Parked known, long millis) {
        if (parked.get(known.entry) == known) {
            try {
                reaper().schedule(() -> {
                    recheck(known);
                    poll(known, Math.min(2 * millis, LONGEST_POLL_MILLIS));
                }, millis, TimeUnit.MILLISECONDS);
            } catch (OutOfMemoryError noThread) {
                // It is in the queue by then, as in begin().
            }
        }
    }

    /** Looks whether an entry has become ready. Cheap, and safe on any thread, wherever on its stack that is. */
    void recheck(Entry entry) {
        Parked known = parked.get(entry);
        if (known != null) {
            recheck(known);
        }
    }

    /**
     * Whoever comes by is a caller that just left a plugin: it must not learn that this JVM can make no thread, nor
     * that its stack is at its end. The entry stays parked until its work really runs, so that what cannot be begun
     * here is begun at the next look, on the reaper's own stack.
     */
    private void recheck(Parked known) {
        try {
            StackRoom.reserve(FreshStack.FRAMES);
            if (!known.begun && known.ready.getAsBoolean()) {
                known.begun = true;
                begin(known);
            }
        } catch (StackOverflowError | OutOfMemoryError tooLittleIsLeft) {
            known.begun = false;
        }
    }

    /** Each on a thread of its own: what is left to do of one runs code of the plugin, which need not end. */
    private void begin(Parked known) {
        try {
            thread(known).start();
        } catch (OutOfMemoryError noThread) {
            // If that fails too it may be in the queue all the same, and find nothing left to do later.
            reaper().execute(known);
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
