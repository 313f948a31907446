package dev.hotplug.rcu;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A reference that also knows which threads are in a call, and since when. It costs each call a clock reading and two
 * accesses to a shared map, so hosts use it only on demand; where none does, the JVM has loaded one class of reference
 * only and inlines its calls.
 *
 * <p>Safe for use by many threads.
 */
public final class TrackedReference extends PluginReference {

    /**
     * A call in flight.
     *
     * @param thread the thread that makes it
     * @param since when it began
     */
    public record Call(Thread thread, Instant since) {
    }

    /**
     * A reference that is held.
     *
     * @param thread the name of the thread that got it
     * @param where the line that got it
     * @param since when it was got
     */
    public record Hold(String thread, String where, Instant since) {
    }

    private final Map<Object, Hold> holds = new ConcurrentHashMap<>();

    /** Calls nest, so a thread may be in several. A deque is touched by its thread, and by readers under its monitor. */
    private final Map<Thread, Deque<Instant>> inFlight = new ConcurrentHashMap<>();

    TrackedReference(Runnable onLastGone) {
        super(onLastGone);
    }

    /**
     * As {@link PluginReference#PluginReference}. Whoever calls this and not a constructor does not make the JVM load this
     * class before there is an instance.
     *
     * @param onLastGone called when the last user is gone
     */
    public static PluginReference beginning(Runnable onLastGone) {
        return new TrackedReference(onLastGone);
    }

    @Override
    public int enter() {
        int ticket = super.enter();
        if (ticket != REFUSED) {
            boolean remembered = false;
            try {
                Deque<Instant> calls = callsOfThisThread();
                synchronized (calls) {
                    calls.push(Instant.now());
                }
                remembered = true;
            } finally {
                if (!remembered) {
                    // Nothing is called: the stack may be at its end. PluginReference says why this is right.
                    if (ticket > 0 && ticket < FIRST_SHARED) {
                        cells[ticket]--;
                    } else {
                        synchronized (this) {
                            if (ticket > 0) {
                                lostInCells++;
                            } else {
                                lostInWord++;
                            }
                        }
                    }
                }
            }
        }
        return ticket;
    }

    /** Not by {@code computeIfAbsent}: the end of the stack in the midst of it leaves a map that refuses the thread. */
    private Deque<Instant> callsOfThisThread() {
        Deque<Instant> calls = inFlight.get(Thread.currentThread());
        if (calls == null) {
            calls = new ArrayDeque<>();
            inFlight.put(Thread.currentThread(), calls);
        }
        return calls;
    }

    @Override
    public void leave(int ticket) {
        try {
            forgetCall();
        } catch (StackOverflowError stillListed) {
            // Not thrown on: the stub would take what leave() threw for a call that is still counted, and count it out again.
        }
        super.leave(ticket);
    }

    private void forgetCall() {
        Deque<Instant> calls = inFlight.get(Thread.currentThread());
        if (calls != null) {
            synchronized (calls) {
                calls.poll();
                if (calls.isEmpty()) {
                    inFlight.remove(Thread.currentThread());
                }
            }
        }
    }

    /**
     * Remembers who holds a reference.
     *
     * @param token stands for the reference; by identity, so it must not define equality
     * @param where the line that got it
     */
    public void remember(Object token, String where) {
        holds.put(token, new Hold(Thread.currentThread().getName(), where, Instant.now()));
    }

    /** Forgets a reference that was given back. */
    public void forget(Object token) {
        holds.remove(token);
    }

    /** The references held, the longest held first. */
    public List<Hold> holds() {
        return holds.values().stream().sorted(Comparator.comparing(Hold::since)).toList();
    }

    /**
     * The calls in flight, the longest running first. A call that ended at the very end of its stack may stay in the list
     * until the plugin has no call in flight.
     */
    public List<Call> callsInFlight() {
        List<Call> all = new ArrayList<>();
        if (calls() == 0) {
            return all;
        }
        inFlight.forEach((thread, calls) -> {
            synchronized (calls) {
                calls.forEach(since -> all.add(new Call(thread, since)));
            }
        });
        all.sort(Comparator.comparing(Call::since));
        return all;
    }
}
