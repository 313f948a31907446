package dev.hotplug.image;

import dev.hotplug.model.ClassArchive;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.zip.ZipException;

/**
 * The image as a private file, read by position through one descriptor: the bytes of the JAR, and after them
 * those of the nested libraries that were deflated in it. Nothing is unpacked. While the plugin comes up, which is
 * when most of its classes are read, the JAR's bytes are still in memory and read there; once they are {@linkplain
 * #forgetBytes forgotten}, nothing of the image is kept in memory but the index.
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
    /** The beginning of the file, or {@code null}. */
    private volatile byte[] bytes;
    private boolean closed;

    private StagedImage(String label, Path path, RandomAccessFile file, EntryIndex index, byte[] bytes) {
        this.label = label;
        this.path = path;
        this.file = file;
        this.index = index;
        this.bytes = bytes;
    }

    /** Writes the parts, one after the other; the first stays in memory until it is forgotten. */
    static StagedImage write(String label, Path path, List<byte[]> parts, EntryIndex index) throws IOException {
        PrivateFile.create(path);
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            for (byte[] part : parts) {
                for (int from = 0; from < part.length; from += PrivateFile.CHUNK) {
                    file.write(part, from, Math.min(PrivateFile.CHUNK, part.length - from));
                }
            }
            return new StagedImage(label, path, file, index, parts.get(0));
        } catch (IOException | RuntimeException | Error failure) {
            PrivateFile.deleteAfter(failure, path, file);
            throw failure;
        }
    }

    /** Reads from the file from now on. */
    public void forgetBytes() {
        bytes = null;
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
                bytes = null;
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
        PrivateFile.write(target, out -> forEachChunk(size, out::write));
    }

    /**
     * SHA-256 of the JAR as it was read, in hexadecimal.
     *
     * @param size how many bytes the JAR has
     * @throws IOException if the image was closed, or cannot be read
     */
    public String digest(long size) throws IOException {
        MessageDigest digest = Sha256.begin();
        forEachChunk(size, digest::update);
        return Sha256.text(digest.digest());
    }

    private interface ChunkReader {

        void take(byte[] chunk, int from, int length) throws IOException;
    }

    private void forEachChunk(long size, ChunkReader reader) throws IOException {
        byte[] chunk = new byte[PrivateFile.CHUNK];
        for (long at = 0; at < size; at += chunk.length) {
            int length = (int) Math.min(chunk.length, size - at);
            read(at, chunk, length);
            reader.take(chunk, 0, length);
        }
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
        byte[] known = bytes;
        if (known != null && index.position(row) + index.packedSize(row) <= known.length) {
            return unpack(known, (int) index.position(row), row);
        }
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
        return unpack(packed, 0, row);
    }

    private byte[] unpack(byte[] source, int from, int row) throws IOException {
        try {
            return EntryData.unpack(source, from, index.packedSize(row), index.isDeflated(row), index.size(row),
                    index.crc(row));
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
