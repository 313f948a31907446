package dev.hotplug.lifecycle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Plugins that are stopped but cannot be dismantled yet, because somebody holds them or a thread of theirs runs. When
 * the last of these is gone, a thread of the host, never the one that held it, finishes the work.
 *
 * <p>Safe for use by many threads.
 */
final class Quarantine {

    private static final long IDLE_MILLIS = 500;

    private record Parked(BooleanSupplier ready, Runnable finish) {
    }

    private final Map<Entry, Parked> parked = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor reaper = new ThreadPoolExecutor(1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(), body -> {
                Thread thread = new Thread(null, body, "hotplug-reaper", 0, false);
                thread.setDaemon(true);
                // Whoever happens to come by first must not leave his own loader here.
                thread.setContextClassLoader(Quarantine.class.getClassLoader());
                return thread;
            });

    Quarantine() {
        reaper.allowCoreThreadTimeOut(true);
    }

    /** Keeps an entry until it is ready, and has it finished then; at once if it already is. */
    void park(Entry entry, BooleanSupplier ready, Runnable finish) {
        parked.put(entry, new Parked(ready, finish));
        recheck(entry);
    }

    /** Looks whether an entry has become ready. Cheap, and safe on any thread. */
    void recheck(Entry entry) {
        Parked known = parked.get(entry);
        if (known != null && known.ready.getAsBoolean() && parked.remove(entry, known)) {
            reaper.execute(known.finish);
        }
    }

    int size() {
        return parked.size();
    }
}
