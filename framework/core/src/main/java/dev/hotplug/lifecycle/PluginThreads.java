package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.rcu.StackRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The threads of one plugin: those of its executor and its scheduler, and those on which its code runs under a time
 * limit. All are counted in the arena, carry the plugin's name and class loader, and are stopped and joined together.
 *
 * <p>Safe for use by many threads.
 */
final class PluginThreads {

    private static final long IDLE_SECONDS = 10;

    private final Entry owner;
    private final Arena arena;
    private final Callers callers;
    private final Quarantine quarantine;
    private final AtomicInteger numbers = new AtomicInteger();
    /** Those that an executor has made and that have not begun to run. */
    private final Set<PluginThread> made = ConcurrentHashMap.newKeySet();
    private final Set<PluginThread> live = ConcurrentHashMap.newKeySet();
    private ThreadPoolExecutor executor;
    private ScheduledThreadPoolExecutor scheduler;
    private boolean stopped;

    /** Whose threads know whether they run a task. One that fails ends its thread, which the pool then replaces. */
    private static final class Pool extends ThreadPoolExecutor {

        Pool(int most, ThreadFactory threads) {
            super(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            tell(thread, false);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            tell(Thread.currentThread(), true);
        }

        /** The plugin may have given the pool a factory of its own. */
        private static void tell(Thread thread, boolean betweenTasks) {
            if (thread instanceof PluginThread own) {
                own.betweenTasks(betweenTasks);
            }
        }
    }

    /** Which has its thread before it takes a task: what is refused for want of one must not be run later. */
    private static final class Schedule extends ScheduledThreadPoolExecutor {

        Schedule(ThreadFactory threads) {
            super(1, threads);
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Runnable code, RunnableScheduledFuture<V> task) {
            prestartCoreThread();
            return task;
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> code, RunnableScheduledFuture<V> task) {
            prestartCoreThread();
            return task;
        }
    }

    PluginThreads(Entry owner, Arena arena, Callers callers, Quarantine quarantine) {
        this.owner = owner;
        this.arena = arena;
        this.callers = callers;
        this.quarantine = quarantine;
    }

    synchronized ExecutorService executor() {
        if (executor == null) {
            int most = arena.limits().threadsPerPlugin();
            executor = new Pool(most, body -> worker(body, owner.id() + "-" + numbers.incrementAndGet()));
            executor.allowCoreThreadTimeOut(true);
            if (stopped) {
                executor.shutdown();
            }
        }
        return executor;
    }

    synchronized ScheduledExecutorService scheduler() {
        if (scheduler == null) {
            scheduler = new Schedule(body -> worker(body, owner.id() + "-scheduler"));
            scheduler.setRemoveOnCancelPolicy(true);
            if (stopped) {
                scheduler.shutdown();
            }
        }
        return scheduler;
    }

    /**
     * Runs code of the plugin on a thread of its own and waits for it, for a while. If the time is up, or the caller is
     * interrupted, that thread is interrupted and left to {@link #join}.
     *
     * @param counted whether the arena's limit counts: not where a plugin is taken down, which must not depend on what
     *     others have taken
     * @return what the code gives, or what it throws
     * @throws TimeoutException if the time is up; its message says where the code was
     * @throws InterruptedException if the caller is interrupted
     */
    Throwable call(String name, Duration limit, boolean counted, Callable<Throwable> code)
            throws TimeoutException, InterruptedException {
        Set<LoadAttempt> caller = callers.inherited();
        FutureTask<Throwable> task = new FutureTask<>(code);
        PluginThread thread = thread(() -> callers.during(caller, task), owner.id() + "-" + name, counted);
        try {
            live.add(thread);
            thread.start();
        } catch (Throwable notStarted) {
            ended(thread);
            throw notStarted;
        }
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            // Before it is interrupted, which takes it elsewhere.
            String where = Whereabouts.of(owner, thread);
            task.cancel(true);
            throw new TimeoutException(where);
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        }
    }

    /**
     * Takes no more work, drops what is queued and interrupts what runs. An interrupt closes the channel that a thread waits
     * at, whose class may be the plugin's: so no lock is held, and each follows whatever came of the one before.
     *
     * @param problems takes what went wrong
     */
    void stop(List<String> problems) {
        synchronized (this) {
            stopped = true;
        }
        for (ExecutorService pool : executors()) {
            try {
                pool.shutdownNow();
            } catch (Throwable failure) {
                Problems.note(problems, "stopping its threads failed", failure);
            }
        }
        for (Thread thread : live) {
            try {
                thread.interrupt();
            } catch (Throwable failure) {
                Problems.note(problems, "interrupting its thread failed", failure);
            }
        }
    }

    /**
     * Waits for all threads to end.
     *
     * @return those that have not, when the time is up or the caller is interrupted (whose flag is set again)
     */
    List<Thread> join(Duration limit) {
        List<ExecutorService> pools = executors();
        List<Thread> left = new ArrayList<>();
        if (pools.isEmpty() && isEmpty(live)) {
            // Only pools make threads that are not live yet.
            return left;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (ExecutorService pool : pools) {
                pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forgetDropped();
        for (PluginThread thread : live) {
            if (thread == Thread.currentThread()) {
                left.add(thread);
                continue;
            }
            if (!ForeignThread.awaitEnd(thread, deadline)) {
                left.add(thread);
            }
        }
        return left;
    }

    boolean anyAlive() {
        forgetDropped();
        return !isEmpty(live) || !isEmpty(made);
    }

    /** Where its threads are, for messages. */
    String whereabouts() {
        return isEmpty(live) ? "no thread of it runs"
                : live.stream().map(StrayThreads::describe).collect(Collectors.joining(", "));
    }

    void running(PluginThread thread) {
        live.add(thread);
        made.remove(thread);
    }

    /** Gives its share back first: whoever sees that no thread is left finds none counted either. */
    void ended(PluginThread thread) {
        giveBack(thread);
        live.remove(thread);
        if (isEmpty(live)) {
            quarantine.recheck(owner);
        }
    }

    private PluginThread worker(Runnable body, String name) {
        PluginThread thread = thread(body, name, true);
        boolean known = false;
        try {
            made.add(thread);
            known = true;
            return thread;
        } finally {
            if (!known) {
                giveBack(thread);
            }
        }
    }

    /**
     * An executor that is shut down drops threads that it has made and never starts; once it is over, they are known. One
     * caller at a time: each thread's share is given back once, and who finds none left finds none counted either.
     */
    private synchronized void forgetDropped() {
        if (areOver()) {
            made.removeIf(thread -> {
                giveBack(thread);
                return true;
            });
        }
    }

    /**
     * Not by the set's own count, which a thread that has left the set may be about to count down: {@link #join} would not
     * find it, and whoever asks then would take the plugin for one that still runs.
     */
    private static boolean isEmpty(Set<PluginThread> threads) {
        return !threads.iterator().hasNext();
    }

    private void giveBack(PluginThread thread) {
        if (thread.isCounted()) {
            arena.returnThread();
        }
    }

    private synchronized boolean areOver() {
        return (executor == null || executor.isTerminated()) && (scheduler == null || scheduler.isTerminated());
    }

    private synchronized List<ExecutorService> executors() {
        return executor == null && scheduler == null ? List.of()
                : Stream.<ExecutorService>of(executor, scheduler).filter(Objects::nonNull).toList();
    }

    /**
     * @throws PluginException {@code LIMIT_EXCEEDED} if the arena has no thread left
     */
    private PluginThread thread(Runnable body, String name, boolean counted) {
        PluginThread thread = new PluginThread(this, owner, body, name, counted);
        thread.setUncaughtExceptionHandler((failed, thrown) -> HostLog.warn(
                LoggerFactory.getLogger(PluginThreads.class), owner + ": thread " + failed.getName() + " died of "
                        + Whereabouts.of(owner, thrown), thrown));
        // Last, with stack enough for whoever remembers the thread: a share that nobody knows of is never given back.
        StackRoom.reserve(StackRoom.FOR_A_FEW_CALLS);
        // One that replaces another comes before that has given back its share, which may be the last.
        if (counted && !(Thread.currentThread() instanceof PluginThread ending && ending.handsOver(this))) {
            arena.takeThread(owner.descriptor);
        }
        return thread;
    }
}
