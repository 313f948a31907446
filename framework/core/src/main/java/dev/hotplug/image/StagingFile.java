package dev.hotplug.image;

import dev.hotplug.rcu.BargingLock;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One private file for the staged images of a host, each in a range of its own, through one descriptor for all of them.
 * Making a file for each was a quarter of the time in which a plugin was loaded, and deleting it most of the time of an
 * unload.
 *
 * <p>A range that is given back is used again; the file is at most {@value #SLACK} bytes longer than the last range in
 * use needs. It is made for the first image.
 *
 * <p>Safe for use by many threads.
 */
public final class StagingFile implements Closeable {

    /** Shortening a file costs as much as the rest of an unload. */
    private static final long SLACK = 16 << 20;

    /*
     * A RandomAccessFile under a lock, not a FileChannel: a channel reads without a lock, but is closed, for
     * everybody and for good, as soon as one thread is interrupted while it reads. A plugin's thread that
     * is interrupted in class loading would end all plugins. The lock covers a copy to or from the system's cache;
     * inflating happens outside.
     */
    private final BargingLock lock = new BargingLock();
    private final Path path;
    /** What is free before the end: first byte and size of each range, no two of which touch. */
    private final TreeMap<Long, Long> free = new TreeMap<>();
    private RandomAccessFile file;
    /** Behind the last range in use. */
    private long end;
    private long length;
    private boolean closed;

    /**
     * @param path a file that does not exist; will be readable by its owner only, where the file system can say so
     */
    public StagingFile(Path path) {
        this.path = path;
    }

    /**
     * Writes the parts, one after the other, into a range that is their caller's until he {@linkplain #free frees} it.
     *
     * @return the position of the first byte
     * @throws IOException if the file cannot be made or written; the range is free again then
     */
    long write(List<byte[]> parts) throws IOException {
        long size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        lock.lock();
        try {
            open();
            long position = take(size);
            boolean complete = false;
            try {
                file.seek(position);
                for (byte[] part : parts) {
                    for (int from = 0; from < part.length; from += PrivateFile.CHUNK) {
                        file.write(part, from, Math.min(PrivateFile.CHUNK, part.length - from));
                    }
                }
                complete = true;
                length = Math.max(length, position + size);
                return position;
            } finally {
                if (!complete) {
                    giveBack(position, size);
                    shrinkAfterFailure();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads from a range that is the caller's.
     *
     * @throws IOException if it cannot be read
     */
    void read(long position, byte[] target, int length) throws IOException {
        lock.lock();
        try {
            file.seek(position);
            file.readFully(target, 0, length);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a range back, which nobody reads any more. */
    void free(long position, long size) {
        lock.lock();
        try {
            giveBack(position, size);
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes are in use, for tests. */
    long used() {
        lock.lock();
        try {
            long used = end;
            for (long size : free.values()) {
                used -= size;
            }
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** Closes and deletes the file. What is still in it cannot be read any more. A second call does nothing. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            if (file != null) {
                // On some systems a file cannot be deleted while it is open.
                file.close();
                Files.deleteIfExists(path);
            }
        } finally {
            lock.unlock();
        }
    }

    private void open() throws IOException {
        if (closed) {
            throw new IOException(path + " was closed");
        }
        if (file != null) {
            return;
        }
        PrivateFile.create(path);
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException | RuntimeException | Error failure) {
            PrivateFile.deleteAfter(failure, path);
            throw failure;
        }
    }

    /** The lowest range that is large enough, or what lies behind the end. */
    private long take(long size) {
        for (Map.Entry<Long, Long> range : free.entrySet()) {
            if (range.getValue() >= size) {
                long position = range.getKey();
                long rest = range.getValue() - size;
                free.remove(position);
                if (rest > 0) {
                    free.put(position + size, rest);
                }
                return position;
            }
        }
        long position = end;
        end += size;
        return position;
    }

    private void giveBack(long position, long size) {
        long from = position;
        long to = position + size;
        Map.Entry<Long, Long> before = free.lowerEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            from = before.getKey();
            free.remove(from);
        }
        Long behind = free.remove(to);
        if (behind != null) {
            to += behind;
        }
        if (to < end) {
            free.put(from, to - from);
            return;
        }
        end = from;
        shrink();
    }

    /** The file may stay larger than it need be: what is behind the end is written anew. */
    private void shrink() {
        if (closed || file == null || length - end < SLACK) {
            return;
        }
        try {
            file.setLength(end);
            length = end;
        } catch (IOException harmless) {
            return;
        }
    }

    /** Whatever was written before the disk was full is behind the end, unknown to {@link #length}, and keeps it full. */
    private void shrinkAfterFailure() {
        try {
            length = file.length();
            if (length > end) {
                file.setLength(end);
                length = end;
            }
        } catch (IOException harmless) {
            return;
        }
    }
}
