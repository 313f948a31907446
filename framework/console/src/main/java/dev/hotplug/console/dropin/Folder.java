package dev.hotplug.console.dropin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory as the file system shows it. A change wakes whoever waits, where the file system tells of changes (it
 * does not over a network, and there may be no watch left); so nobody waits without an end.
 */
final class Folder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);
    private static final WatchEvent.Kind<?>[] CHANGES = {StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE};
    private static final byte[] END_OF_CENTRAL_DIRECTORY = {'P', 'K', 5, 6};
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private final Path path;
    private WatchService watch;
    /** Of the directory that was accepted last; another one that is empty is a mount point without its mount. */
    private String identity;

    Folder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** The JARs that are there, by name; empty if the directory itself is not there at the moment. */
    Optional<Map<String, Stamp>> look() {
        try {
            String now = String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            Map<String, Stamp> files = list();
            if (!now.equals(identity)) {
                if (identity != null && files.isEmpty()) {
                    return Optional.empty();
                }
                identity = now;
                register();
            }
            return Optional.of(files);
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("{}: {}", path, gone.toString());
            return Optional.empty();
        }
    }

    private Map<String, Stamp> list() throws IOException {
        Map<String, Stamp> files = new TreeMap<>();
        List<Path> jars;
        try (Stream<Path> entries = Files.list(path)) {
            jars = entries.filter(file -> file.getFileName().toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    files.put(jar.getFileName().toString(), Stamp.of(attributes));
                }
            } catch (NoSuchFileException goneMeanwhile) {
                // As if it had gone a moment earlier; so is a link that leads nowhere.
            }
        }
        return files;
    }

    /** The stamp that a file has now; empty if it is not there. */
    Optional<Stamp> stamp(String name) {
        try {
            return Optional.of(Stamp.of(Files.readAttributes(file(name), BasicFileAttributes.class)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether a file ends as a ZIP ends. One that is being copied from front to back does not until all is there. */
    boolean isComplete(String name) {
        try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "r")) {
            int size = (int) Math.min(file.length(), END_SIZE + LONGEST_COMMENT);
            byte[] tail = new byte[size];
            file.seek(file.length() - size);
            file.readFully(tail);
            for (int at = size - END_SIZE; at >= 0; at--) {
                if (isEndAt(tail, at)) {
                    return true;
                }
            }
            return false;
        } catch (IOException goneOrShrinking) {
            return false;
        }
    }

    private static boolean isEndAt(byte[] tail, int at) {
        for (int i = 0; i < END_OF_CENTRAL_DIRECTORY.length; i++) {
            if (tail[at + i] != END_OF_CENTRAL_DIRECTORY[i]) {
                return false;
            }
        }
        int comment = Byte.toUnsignedInt(tail[at + END_SIZE - 2]) | Byte.toUnsignedInt(tail[at + END_SIZE - 1]) << 8;
        return at + END_SIZE + comment == tail.length;
    }

    private void register() {
        try {
            if (watch != null) {
                watch.close();
                watch = null;
            }
            watch = path.getFileSystem().newWatchService();
            path.register(watch, CHANGES);
        } catch (IOException | UnsupportedOperationException unwatched) {
            LOG.debug("{} is looked at now and then, since it cannot be watched: {}", path, unwatched.toString());
        }
    }

    /**
     * Waits for a change or for the time. Which change, and whether some were lost, does not matter: whoever waits
     * looks at everything.
     */
    void await(long millis) throws InterruptedException {
        if (watch == null) {
            TimeUnit.MILLISECONDS.sleep(millis);
            return;
        }
        try {
            WatchKey key = watch.poll(millis, TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException closed) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    @Override
    public void close() {
        try {
            if (watch != null) {
                watch.close();
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", path, e.toString());
        }
    }
}
