package dev.hotplug.image;

import dev.hotplug.model.ClassArchive;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.zip.ZipException;

/**
 * The image as a private file, read by position through one descriptor: the bytes of the JAR, and after them
 * those of the nested libraries that were deflated in it. Nothing is unpacked, and nothing of the image is
 * kept in memory but the index.
 *
 * <p>Safe for use by many threads.
 */
public final class StagedImage implements ClassArchive, Closeable {

    private static final String CLASS = ".class";

    /*
     * A RandomAccessFile under a lock, not a FileChannel: a channel reads without a lock, but is closed, for
     * everybody and for good, as soon as one thread is interrupted while it reads. A plugin's thread that
     * is interrupted in class loading would end the plugin. The lock covers seek and read of one entry;
     * inflating happens outside. A ReentrantLock, so that a virtual thread that waits does not hold its carrier.
     */
    private final ReentrantLock lock = new ReentrantLock();
    private final String label;
    private final Path path;
    private final RandomAccessFile file;
    private final EntryIndex index;
    private boolean closed;

    private StagedImage(String label, Path path, RandomAccessFile file, EntryIndex index) {
        this.label = label;
        this.path = path;
        this.file = file;
        this.index = index;
    }

    static StagedImage write(String label, Path path, List<byte[]> parts, EntryIndex index) throws IOException {
        PrivateFile.write(path, PrivateFile.parts(parts));
        try {
            return new StagedImage(label, path, new RandomAccessFile(path.toFile(), "r"), index);
        } catch (IOException | RuntimeException | Error failure) {
            PrivateFile.deleteAfter(failure, path);
            throw failure;
        }
    }

    @Override
    public Entry find(String name) {
        int row = index.first(name);
        return row < 0 ? null : new StagedEntry(row);
    }

    @Override
    public List<Entry> findAll(String name) {
        int row = index.first(name);
        if (row < 0) {
            return List.of();
        }
        List<Entry> found = new ArrayList<>();
        for (; index.isNamed(row, name); row++) {
            found.add(new StagedEntry(row));
        }
        return List.copyOf(found);
    }

    /** Names of the entries that are classes, each once: the JAR's own first, then those of each library. */
    public List<String> classNames() {
        return index.distinct().filter(row -> Library.isClass(index.name(row))).boxed()
                .sorted(Comparator.comparing(index::library)).map(index::name).toList();
    }

    /**
     * Looks at the classes of a package and of those below it. Works on a closed image, too.
     *
     * @param packageName with dots
     * @param each is told the library, empty for the JAR itself, and the name of each class, with dots
     */
    public void forEachClass(String packageName, BiConsumer<String, String> each) {
        int[] rows = index.rowsUnder(packageName.replace('.', '/') + "/");
        for (int row = rows[0]; row < rows[1]; row++) {
            String name = index.name(row);
            if (name.endsWith(CLASS) && !name.endsWith("package-info.class")) {
                each.accept(index.library(row), name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
            }
        }
    }

    /** Closes the descriptor and deletes the file. A second call does nothing. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                try (file) {
                    // On some systems a file cannot be deleted while it is open.
                }
                Files.deleteIfExists(path);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies the JAR as it was read.
     *
     * @param target a file that does not exist; readable by its owner only
     * @param size how many bytes the JAR has
     * @throws IOException if the image was closed, or the copy cannot be written; nothing is left behind then
     */
    public void copyImage(Path target, long size) throws IOException {
        PrivateFile.write(target, out -> {
            byte[] chunk = new byte[1 << 16];
            for (long at = 0; at < size; at += chunk.length) {
                int length = (int) Math.min(chunk.length, size - at);
                read(at, chunk, length);
                out.write(chunk, 0, length);
            }
        });
    }

    private void read(long position, byte[] target, int length) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException(label + ": its staged image was closed");
            }
            file.seek(position);
            file.readFully(target, 0, length);
        } finally {
            lock.unlock();
        }
    }

    private byte[] read(int row) throws IOException {
        byte[] packed = new byte[index.packedSize(row)];
        lock.lock();
        try {
            if (closed) {
                throw new IOException(label + ": cannot read " + index.name(row) + ": its staged image was closed");
            }
            file.seek(index.position(row));
            file.readFully(packed);
        } finally {
            lock.unlock();
        }
        try {
            return EntryData.unpack(packed, 0, packed.length, index.isDeflated(row), index.size(row), index.crc(row));
        } catch (ZipException damaged) {
            throw new IOException(label + ": entry " + index.name(row) + ": " + damaged.getMessage(), damaged);
        }
    }

    /** The file that it is read from. */
    @Override
    public String toString() {
        return label + " in " + path;
    }

    private final class StagedEntry implements Entry {

        private final int row;

        StagedEntry(int row) {
            this.row = row;
        }

        @Override
        public String library() {
            return index.library(row);
        }

        @Override
        public String name() {
            return index.name(row);
        }

        @Override
        public byte[] read() throws IOException {
            return StagedImage.this.read(row);
        }
    }
}
