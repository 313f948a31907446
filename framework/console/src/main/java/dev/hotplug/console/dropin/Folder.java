package dev.hotplug.console.dropin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
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
    private static final String DELETED = "deleted";

    /** Where a file system's changes are heard. */
    @FunctionalInterface
    interface Changes {

        /** Opens a service that tells of what changes in a directory from now on. */
        WatchService of(Path directory) throws IOException;
    }

    private final Path path;
    private final Changes changes;
    private String trouble = "";
    private WatchService watch;
    /** Of the directory that was accepted last; another one that is empty is a mount point without its mount. */
    private String identity;

    Folder(Path path) {
        this(path, Folder::changes);
    }

    Folder(Path path, Changes changes) {
        this.path = path;
        this.changes = changes;
    }

    private static WatchService changes(Path directory) throws IOException {
        WatchService service = directory.getFileSystem().newWatchService();
        try {
            directory.register(service, CHANGES);
            return service;
        } catch (IOException | RuntimeException full) {
            service.close();
            throw full;
        }
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** What has the name of a JAR, by that name; empty if the directory itself is not there at the moment. */
    Optional<Map<String, Stamp>> look() {
        heed();
        try {
            String now = String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            Map<String, Stamp> files = list();
            if (!now.equals(identity)) {
                if (identity != null && files.isEmpty()) {
                    trouble = "another directory stands in its place, which is empty; what was loaded stays until "
                            + "there is a JAR in it";
                    return Optional.empty();
                }
                identity = now;
                register();
            }
            return Optional.of(files);
        } catch (NoSuchFileException gone) {
            identity = identity == null ? null : DELETED;
            trouble = "is gone; what was loaded from it stays until it is back";
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.debug("{}: {}", path, unreadable.toString());
            trouble = "cannot be read: " + (Files.exists(path) && !Files.isDirectory(path) ? "it is no directory"
                    : unreadable instanceof AccessDeniedException ? "access is denied" : unreadable.getMessage())
                    + "; what was loaded from it stays until it can";
        }
        return Optional.empty();
    }

    /** Why the last look saw nothing, as the rest of a sentence. */
    String trouble() {
        return trouble;
    }

    private Map<String, Stamp> list() throws IOException {
        Map<String, Stamp> files = new TreeMap<>();
        List<Path> jars;
        try (Stream<Path> entries = Files.list(path)) {
            jars = entries.filter(file -> file.getFileName().toString().endsWith(".jar")).toList();
        }
        // What has gone meanwhile is as if it had gone a moment earlier.
        jars.forEach(jar -> Stamp.of(jar).ifPresent(stamp -> files.put(jar.getFileName().toString(), stamp)));
        return files;
    }

    /** The stamp that a name stands for now; empty if there is nothing of that name. */
    Optional<Stamp> stamp(String name) {
        return Stamp.of(file(name));
    }

    /** Where a link leads, as it was written. */
    String target(String name) {
        try {
            return Files.readSymbolicLink(file(name)).toString();
        } catch (IOException | UnsupportedOperationException goneMeanwhile) {
            return "nowhere";
        }
    }

    private void register() {
        try {
            if (watch != null) {
                watch.close();
                watch = null;
            }
            watch = changes.of(path);
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
            heed(watch.poll(millis, TimeUnit.MILLISECONDS));
        } catch (ClosedWatchServiceException closed) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    /** Whoever looks without having waited must know as well whether the directory is still the one that was watched. */
    private void heed() {
        try {
            heed(watch == null ? null : watch.poll());
        } catch (ClosedWatchServiceException closed) {
            LOG.debug("{} is not watched any more", path);
        }
    }

    private void heed(WatchKey key) {
        if (key != null) {
            key.pollEvents();
            if (!key.reset()) {
                // It was deleted, and a new one may have its number: that is another one, and not watched yet.
                identity = DELETED;
            }
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
