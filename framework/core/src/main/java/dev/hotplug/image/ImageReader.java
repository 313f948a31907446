package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.Limits;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads plugin files, each once, within limits, and not too many at a time.
 *
 * <p>Safe for use by many threads. It keeps nothing of what it read, and no descriptor.
 */
public final class ImageReader {

    /** Positions in an image are ints, with room for one more record behind the last. */
    private static final long ADDRESSABLE = Integer.MAX_VALUE - (1 << 20);

    /** The JDK reads into native memory first, as much as is asked for in one call. */
    private static final int CHUNK = 1 << 16;

    private final Limits limits;
    private final long maximum;
    private final Semaphore reads = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /**
     * @param limits what one image may be at most
     */
    public ImageReader(Limits limits) {
        this.limits = limits;
        this.maximum = Math.min(limits.imageBytes(), ADDRESSABLE);
    }

    /**
     * Reads a file whole and checks its directory and those of the libraries in it. Waits if enough files are
     * being read already.
     *
     * @param file a regular file, or a symbolic link to one
     * @return the image
     * @throws PluginException {@code BAD_IMAGE} if it cannot be read or is not a sound JAR; {@code
     *     LIMIT_EXCEEDED} if it is larger than allowed in any respect; {@code INTERRUPTED} if the thread is
     *     interrupted while it waits. The plugin's id is not known yet
     */
    public Image read(Path file) {
        String label = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        try {
            reads.acquire();
        } catch (InterruptedException interrupted) {
            throw Refusals.interrupted(label);
        }
        try {
            byte[] bytes = readBytes(file, label);
            return Image.parse(file, label, bytes, new Budget(limits));
        } catch (OutOfMemoryError full) {
            // One large array that did not fit; the heap itself is as it was.
            throw new PluginException(Reason.LIMIT_EXCEEDED, null, label + ": does not fit into memory: "
                    + full.getMessage() + "; give the JVM a larger heap, or lower the host's limits for images", full);
        } finally {
            reads.release();
        }
    }

    private byte[] readBytes(Path file, String label) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // Asked before it is opened: opening a pipe would wait for its writer.
            if (!attributes.isRegularFile()) {
                throw Refusals.badImage(label, "cannot be read: " + file + " is "
                        + (attributes.isDirectory() ? "a directory" : "not a regular file") + "; expected a JAR");
            }
            checkSize(label, attributes.size());
            // A plain stream: a channel would be closed by an interrupt in the middle of reading.
            try (InputStream in = isDefault(file) ? new FileInputStream(file.toFile()) : Files.newInputStream(file)) {
                return readBytes(in, label, (int) attributes.size());
            }
        } catch (NoSuchFileException missing) {
            throw Refusals.badImage(label, "cannot be read: there is no file " + file, missing);
        } catch (AccessDeniedException denied) {
            throw Refusals.badImage(label, "cannot be read: access to " + file + " is denied", denied);
        } catch (IOException failure) {
            throw Refusals.badImage(label, "cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static boolean isDefault(Path file) {
        return file.getFileSystem() == FileSystems.getDefault();
    }

    /** The size is a guess: the file may shrink or grow at any time. */
    private byte[] readBytes(InputStream in, String label, int expected) throws IOException {
        byte[] bytes = new byte[expected];
        int count = 0;
        while (true) {
            if (count == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    return bytes;
                }
                checkSize(label, count + 1L);
                bytes = Arrays.copyOf(bytes, (int) Math.min(maximum, Math.max(CHUNK, 2L * count)));
                bytes[count++] = (byte) next;
            }
            int step = in.read(bytes, count, Math.min(CHUNK, bytes.length - count));
            if (step < 0) {
                return Arrays.copyOf(bytes, count);
            }
            count += step;
        }
    }

    private void checkSize(String label, long size) {
        if (size > maximum) {
            throw Refusals.limit(label, "the file", "bytes in one image", size, maximum);
        }
    }
}
