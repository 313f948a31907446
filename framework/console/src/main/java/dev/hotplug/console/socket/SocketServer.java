package dev.hotplug.console.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens at a socket and has the commands of its clients run. Safe for use by many threads. */
public final class SocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    /** How often clients that keep us waiting are looked for, and how long a refused accept is let alone. */
    private static final long ROUND_MILLIS = 250;
    /** Short, because a plugin that a command loaded may have left thread locals, which keep its class loader. */
    private static final long IDLE_THREAD_SECONDS = 2;
    /** How long commands that were interrupted because the host closes may take to say so. */
    private static final long FAREWELL_SECONDS = 2;

    /** How far the end has come: who is to go on. */
    private enum Stage { ALL_GO_ON, THOSE_THAT_LAST_GO_ON, NOBODY_GOES_ON, OVER }

    private final SocketPlace place;
    private final Commands commands;
    private final Bounds bounds;
    private final ServerSocketChannel listening;
    private final Selector selector;
    private final ThreadPoolExecutor workers;
    /** A pool that has terminated may still have threads, at the end of their last line. */
    private final Set<Thread> workerThreads = ConcurrentHashMap.newKeySet();
    private final Thread waiting;
    /** Of the waiting thread. */
    private final Set<Conversation> conversations = new LinkedHashSet<>();
    /** Of the waiting thread: whether the system has no room for more clients just now. */
    private boolean full;
    /** Held while a request is read: as a tree it takes many times its room, and one at a time is fast enough. */
    private final Object reading = new Object();
    private volatile Stage stage = Stage.ALL_GO_ON;
    /** Of the waiting thread: what has been told to the commands. */
    private Stage told = Stage.ALL_GO_ON;
    private final CountDownLatch left = new CountDownLatch(1);

    private SocketServer(SocketPlace place, Commands commands, Bounds bounds, ServerSocketChannel listening,
                         Selector selector) {
        this.place = place;
        this.commands = commands;
        this.bounds = bounds;
        this.listening = listening;
        this.selector = selector;
        AtomicInteger number = new AtomicInteger();
        // One for each client, so that nobody's command waits for another's; and as many that do not heed their end.
        this.workers = new ThreadPoolExecutor(0, 2 * bounds.connections(), IDLE_THREAD_SECONDS, TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> worker(task, "hotplug-socket-command-" + number.incrementAndGet()));
        this.waiting = thread(this::serve, "hotplug-socket");
    }

    /**
     * Opens a socket.
     *
     * @param path where; its directory is there already
     * @param commands who runs the commands
     * @return the server, listening
     * @throws SocketPlaceException if the socket cannot be there, because another host's is, for one
     * @throws IOException if the system has no more room for any
     */
    public static SocketServer open(Path path, Commands commands) throws IOException {
        return open(path, commands, Bounds.USUAL);
    }

    static SocketServer open(Path path, Commands commands, Bounds bounds) throws IOException {
        SocketPlace place = new SocketPlace(path);
        Selector selector = Selector.open();
        ServerSocketChannel listening = null;
        SocketServer server = null;
        try {
            listening = place.bind();
            listening.configureBlocking(false);
            listening.register(selector, SelectionKey.OP_ACCEPT);
            server = new SocketServer(place, commands, bounds, listening, selector);
            server.waiting.start();
            return server;
        } finally {
            if (server == null) {
                selector.close();
                if (listening != null) {
                    place.remove();
                    listening.close();
                }
            }
        }
    }

    /** Where it listens, absolute. */
    public Path path() {
        return place.path();
    }

    /**
     * Removes the socket's file, if it is still its own, and interrupts what runs, but for commands that last. When
     * this returns, only their clients are connected, and those of a command that does not heed its interrupt. A second
     * call does nothing.
     */
    public void leave() throws IOException {
        if (stage != Stage.ALL_GO_ON) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            place.remove();
        } finally {
            workers.shutdown();
            enter(Stage.THOSE_THAT_LAST_GO_ON);
            interrupted |= !await(() -> left.await(FAREWELL_SECONDS, TimeUnit.SECONDS));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * {@linkplain #leave Leaves}, and interrupts what lasts. When this returns, no client is connected any more, and no
     * thread is left but of a command that does not heed its interrupt. A second call does nothing.
     */
    @Override
    public void close() throws IOException {
        try {
            leave();
        } finally {
            boolean interrupted = Thread.interrupted();
            enter(Stage.NOBODY_GOES_ON);
            interrupted |= !await(this::joinWorkers);
            enter(Stage.OVER);
            interrupted |= !await(() -> waiting.join());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void enter(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
            selector.wakeup();
        }
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    private static boolean await(Wait wait) {
        try {
            wait.run();
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private void joinWorkers() throws InterruptedException {
        if (workers.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
            for (Thread worker : workerThreads) {
                worker.join();
            }
        }
    }

    private Thread worker(Runnable task, String name) {
        workerThreads.removeIf(known -> known.getState() == Thread.State.TERMINATED);
        Thread worker = thread(task, name);
        workerThreads.add(worker);
        return worker;
    }

    private static Thread thread(Runnable task, String name) {
        // Without what the starting thread inherited: that may be a plugin's.
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(SocketServer.class.getClassLoader());
        return thread;
    }

    // ---- The waiting thread ----------------------------------------------------------------------------------------

    private void serve() {
        try (selector; listening) {
            while (stage != Stage.OVER) {
                try {
                    selector.select(conversations.isEmpty() && !full ? 0 : ROUND_MILLIS);
                    listening.keyFor(selector).interestOps(SelectionKey.OP_ACCEPT);
                    full = false;
                    serveReady();
                    tellCommands();
                    attend();
                    noteWhoIsLeft();
                } catch (IOException | RuntimeException | Error failure) {
                    // Whatever it was, the next client is to be served.
                    LOG.warn("{}: {}", place.path(), failure.toString(), failure);
                }
            }
            conversations.forEach(Conversation::close);
        } catch (IOException failure) {
            LOG.warn("{}: not closed: {}", place.path(), failure.toString());
        }
    }

    /** Under each conversation's lock, so that no command is interrupted while it sends: that would cut it off. */
    private void tellCommands() {
        Stage now = stage;
        if (told != now) {
            told = now;
            conversations.stream().filter(conversation -> !goesOn(conversation)).forEach(Conversation::interrupt);
        }
    }

    private boolean goesOn(Conversation conversation) {
        return told == Stage.ALL_GO_ON || told == Stage.THOSE_THAT_LAST_GO_ON
                && conversation.request().filter(commands::lasts).isPresent();
    }

    private void noteWhoIsLeft() {
        if (told != Stage.ALL_GO_ON
                && conversations.stream().allMatch(conversation -> conversation.isIdle() || goesOn(conversation))) {
            left.countDown();
        }
    }

    private void serveReady() throws IOException {
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext();) {
            SelectionKey key = keys.next();
            keys.remove();
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                accept(key);
            } else {
                converse((Conversation) key.attachment(), key);
            }
        }
    }

    private void accept(SelectionKey key) throws IOException {
        try {
            SocketChannel client = listening.accept();
            if (client != null) {
                admit(client);
            }
        } catch (IOException noRoom) {
            // Out of descriptors, most likely: give one back, and come again next round instead of at once.
            LOG.warn("{}: a client could not be accepted: {}", place.path(), noRoom.toString());
            oldestIdle().ifPresent(this::end);
            full = true;
            key.interestOps(0);
        }
    }

    private void admit(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        SelectionKey key = client.register(selector, 0);
        Conversation conversation = new Conversation(client, key, bounds);
        key.attach(conversation);
        if (conversations.size() >= bounds.connections()) {
            Optional<Conversation> idle = oldestIdle();
            dismiss(idle.orElse(conversation),
                    "too many clients (at most " + bounds.connections() + " at once); try again", FAILED);
            if (idle.isEmpty()) {
                return;
            }
        }
        conversations.add(conversation);
        conversation.showInterest();
    }

    /** Who has kept us waiting for a request the longest. */
    private Optional<Conversation> oldestIdle() {
        long now = System.nanoTime();
        return conversations.stream().filter(Conversation::isIdle)
                .max(Comparator.comparingLong(conversation -> conversation.waitingNanos(now)));
    }

    private void converse(Conversation conversation, SelectionKey key) {
        try {
            if (key.isWritable()) {
                conversation.sendOn();
            }
            if (key.isReadable() && !conversation.receive()) {
                end(conversation);
            }
        } catch (IOException gone) {
            end(conversation);
        }
    }

    /** Looks after all clients: those who said or were told something, and those who did not. */
    private void attend() {
        long now = System.nanoTime();
        for (Conversation conversation : Set.copyOf(conversations)) {
            conversation.hasEnded();
            conversation.heedInterrupts();
            boolean impatient = conversation.waitingNanos(now) > bounds.patience().toNanos();
            if (conversation.isOver() || impatient && (conversation.isLeaving() || !conversation.isIdle())) {
                end(conversation);
            } else if (conversation.isIdle() && !conversation.isLeaving()) {
                attendIdle(conversation, impatient);
                if (told != Stage.ALL_GO_ON && conversation.isAnswered()) {
                    end(conversation);
                }
            }
            conversation.showInterest();
        }
    }

    private void attendIdle(Conversation conversation, boolean impatient) {
        ByteBuffer line = conversation.nextLine();
        if (line != null && line.limit() <= bounds.line()) {
            begin(conversation, line);
        } else if (line != null || conversation.isTooLong()) {
            dismiss(conversation, "the request is longer than " + bounds.line() + " bytes", USAGE);
        } else if (impatient) {
            dismiss(conversation, "no request within " + bounds.patience().toSeconds() + " s", USAGE);
        }
    }

    private void begin(Conversation conversation, ByteBuffer line) {
        try {
            conversation.began(workers.submit(() -> run(conversation, line)));
        } catch (RejectedExecutionException busy) {
            dismiss(conversation, workers.isShutdown() ? "the host is just closing"
                    : "too many commands run that do not heed the end of their clients; try again", FAILED);
        }
    }

    private void dismiss(Conversation conversation, String why, int code) {
        new Answers(conversation::sendLast).error(why, code);
        end(conversation);
    }

    private void end(Conversation conversation) {
        conversations.remove(conversation);
        conversation.close();
    }

    // ---- A command's thread ----------------------------------------------------------------------------------------

    private void run(Conversation conversation, ByteBuffer line) {
        Answers answers = new Answers(conversation::send);
        boolean last = true;
        conversation.begin();
        try {
            Request request = read(line);
            conversation.asks(request);
            answers.exit(commands.run(request, answers.writer("out"), answers.writer("err")));
            last = false;
        } catch (ProtocolException misuse) {
            answers.error(misuse.getMessage(), USAGE);
        } catch (RuntimeException | Error failure) {
            LOG.warn("{}: a command failed: {}", place.path(), failure.toString(), failure);
            answers.error("the command failed: " + failure, FAILED);
        } finally {
            conversation.finish(last);
            selector.wakeup();
        }
    }

    private Request read(ByteBuffer line) throws ProtocolException {
        synchronized (reading) {
            return Request.parse(line);
        }
    }
}
