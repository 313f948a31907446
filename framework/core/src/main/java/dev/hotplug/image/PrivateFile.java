package dev.hotplug.image;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that belong to this process only, written whole or not at all. */
final class PrivateFile {

    /** The JDK copies what is written in one call into native memory first. */
    static final int CHUNK = 1 << 16;


    private PrivateFile() {
    }

    /** Writes the content of a file. */
    interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Creates an empty file, through {@link File}: the other way would bring 40 classes more into a cold JVM.
     *
     * @throws IOException if it exists, or cannot be created
     */
    static void create(Path path) throws IOException {
        File file = path.toFile();
        if (!file.createNewFile()) {
            throw new FileAlreadyExistsException(path.toString());
        }
        ownerOnly(file);
    }

    /** Takes what others may do with a file, where the file system can say so. */
    private static void ownerOnly(File file) {
        boolean said = file.setReadable(false, false) & file.setWritable(false, false)
                & file.setReadable(true, true) & file.setWritable(true, true);
        assert said || !File.separator.equals("/") : file;
    }

    /**
     * Creates a file and writes it.
     *
     * @throws IOException if it exists, or cannot be written; what was created is deleted then, and whatever
     *     the content throws
     */
    static void write(Path path, Content content) throws IOException {
        create(path);
        // Not a channel: an interrupt would close it half way.
        try (OutputStream out = new FileOutputStream(path.toFile())) {
            content.writeTo(out);
        } catch (IOException | RuntimeException | Error failure) {
            deleteAfter(failure, path);
            throw failure;
        }
    }

    /** Deletes a file because of a failure, which keeps what goes wrong meanwhile. */
    static void deleteAfter(Throwable failure, Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException | RuntimeException also) {
            failure.addSuppressed(also);
        }
    }
}
