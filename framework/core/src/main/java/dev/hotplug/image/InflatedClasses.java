package dev.hotplug.image;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A JAR's own class files, inflated, while its plugin comes up: the scan, the link check and the class loader want the
 * same ones. What does not fit is inflated again.
 *
 * <p>Safe for use by many threads.
 */
final class InflatedClasses {

    /** Enough for some hundred classes; a load must not take much more memory than its JAR has bytes. */
    private static final int ROOM = 2 << 20;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger room = new AtomicInteger(ROOM);

    /** What is kept of an entry, or {@code null}. The array itself: not to be changed. */
    byte[] find(String entry) {
        return files.get(entry);
    }

    /** As {@link #find}, and keeps it no longer. */
    byte[] take(String entry) {
        byte[] file = files.remove(entry);
        if (file != null) {
            room.addAndGet(file.length);
        }
        return file;
    }

    /** Keeps an entry, if it fits. */
    void keep(String entry, byte[] file) {
        if (room.addAndGet(-file.length) < 0 || files.putIfAbsent(entry, file) != null) {
            room.addAndGet(file.length);
        }
    }

    /** How many bytes are kept. */
    int size() {
        return ROOM - room.get();
    }

    void forget() {
        for (String entry : files.keySet()) {
            take(entry);
        }
    }
}
