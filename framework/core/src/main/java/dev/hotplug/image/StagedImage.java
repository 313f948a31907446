package dev.hotplug.image;

import dev.hotplug.model.ClassArchive;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.ZipException;

/**
 * The image as a range of a private file: the bytes of the JAR, and after them those of the nested libraries that were
 * deflated in it. Nothing is unpacked. While the plugin comes up, which is when most of its classes are read, the JAR's
 * bytes are still in memory and read there; once they are {@linkplain #forgetBytes forgotten}, nothing of the image is
 * kept in memory but the index.
 *
 * <p>Safe for use by many threads.
 */
public final class StagedImage implements ClassArchive, Closeable {

    private static final String CLASS = ".class";

    private final String label;
    private final StagingFile file;
    private final long position;
    private final long size;
    private final EntryIndex index;
    private final InflatedClasses inflated;
    /** The beginning of the range, or {@code null}. */
    private volatile byte[] bytes;
    private volatile boolean closed;

    private StagedImage(String label, StagingFile file, long position, long size, EntryIndex index,
                        byte[] bytes, InflatedClasses inflated) {
        this.label = label;
        this.file = file;
        this.position = position;
        this.size = size;
        this.index = index;
        this.bytes = bytes;
        this.inflated = inflated;
    }

    /** Writes the parts, one after the other; the first stays in memory until it is forgotten. */
    static StagedImage write(String label, StagingFile file, List<byte[]> parts, EntryIndex index,
                             InflatedClasses inflated) throws IOException {
        long size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        return new StagedImage(label, file, file.write(parts), size, index, parts.get(0), inflated);
    }

    /** Reads from the file from now on. */
    public void forgetBytes() {
        bytes = null;
        inflated.forget();
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

    @Override
    public boolean hasLibraries() {
        return index.hasLibraries();
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

    /** Frees the range. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            forgetBytes();
            file.free(position, size);
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
            read(at, chunk, length, "the JAR");
            reader.take(chunk, 0, length);
        }
    }

    private void read(long from, byte[] target, int length, String what) throws IOException {
        if (!closed) {
            file.read(position + from, target, length);
        }
        // Looked at last: the range is another's only after it was freed, and that is after this was set.
        if (closed) {
            throw new IOException(label + ": cannot read " + what + ": its staged image was closed");
        }
    }

    private byte[] read(int row) throws IOException {
        // A class is read once, to be defined.
        byte[] ready = index.library(row).isEmpty() ? inflated.take(index.name(row)) : null;
        if (ready != null) {
            return ready;
        }
        byte[] known = bytes;
        if (known != null && index.position(row) + index.packedSize(row) <= known.length) {
            return unpack(known, (int) index.position(row), row);
        }
        byte[] packed = new byte[index.packedSize(row)];
        read(index.position(row), packed, packed.length, index.name(row));
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

    /** The JAR that it was. */
    @Override
    public String toString() {
        return label + ", staged";
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
