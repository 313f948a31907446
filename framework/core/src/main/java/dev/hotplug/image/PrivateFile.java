package dev.hotplug.image;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Files that belong to this process only, written whole or not at all. */
final class PrivateFile {

    /** The JDK copies what is written in one call into native memory first. */
    private static final int CHUNK = 1 << 16;

    private PrivateFile() {
    }

    /** Writes the content of a file. */
    interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    /** The parts, one after the other. */
    static Content parts(List<byte[]> parts) {
        return out -> {
            for (byte[] part : parts) {
                for (int from = 0; from < part.length; from += CHUNK) {
                    out.write(part, from, Math.min(CHUNK, part.length - from));
                }
            }
        };
    }

    /**
     * Creates a file and writes it.
     *
     * @throws IOException if it exists, or cannot be written; what was created is deleted then, and whatever
     *     the content throws
     */
    static void write(Path path, Content content) throws IOException {
        Files.createFile(path, ownerOnly(path));
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

    private static FileAttribute<?>[] ownerOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
