package dev.hotplug.console.dropin;

import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch service that says what a test wants, when it wants. */
class Hints implements WatchService {

    private final BlockingQueue<WatchKey> keys = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    void give(WatchEvent.Kind<?> kind) {
        keys.add(new Hint(kind, true));
    }

    /** As when the directory itself has gone. */
    void giveLast() {
        keys.add(new Hint(StandardWatchEventKinds.ENTRY_DELETE, false));
    }

    @Override
    public WatchKey poll() {
        return keys.poll();
    }

    @Override
    public WatchKey poll(long time, TimeUnit unit) throws InterruptedException {
        if (closed) {
            throw new ClosedWatchServiceException();
        }
        return keys.poll(time, unit);
    }

    @Override
    public WatchKey take() throws InterruptedException {
        return keys.take();
    }

    @Override
    public void close() {
        closed = true;
    }

    private record Hint(WatchEvent.Kind<?> what, boolean reset) implements WatchKey, WatchEvent<Object> {

        @Override
        public List<WatchEvent<?>> pollEvents() {
            return List.of(this);
        }

        @Override
        @SuppressWarnings("unchecked")
        public WatchEvent.Kind<Object> kind() {
            return (WatchEvent.Kind<Object>) what;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public Object context() {
            return null;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void cancel() {
            // Nothing is held.
        }

        @Override
        public Watchable watchable() {
            return Path.of("");
        }
    }
}
