package dev.hotplug.index;

import dev.hotplug.index.UnusableEntryException.Kind;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of what is known, one file for each content. See {@linkplain dev.hotplug.index the package page} for what
 * may be wrong with it; nothing of that is ever thrown.
 *
 * <p>Safe for use by many threads and many processes.
 */
public final class PluginIndex {

    /** No honest entry comes near. */
    private static final long LARGEST = 16L << 20;

    /** How exactly a file remembers when it was used last; finer would mean a write for each read. */
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Path directory;
    private final String framework;
    private final IndexDirectory files;
    private final Set<Kind> warned = new HashSet<>();
    /** Set when something in the directory could not be written: reading goes on. */
    private volatile boolean readOnly;
    /** Whether somebody was warned of an entry that cannot be replaced. Guarded by {@code warned}. */
    private boolean obstructed;
    /** Made when somebody asks for it. Guarded by this. */
    private ClassPath classPath;
    /** Whether the directory may be used; {@code null} until somebody wanted to. */
    private volatile Boolean safe;

    /**
     * @param directory where the files are; made when the first one is written
     * @param framework the version of the framework that the files must be of
     * @param most how many files there may be; the longest unused are deleted
     * @param own something that this process has made: whose it is, the directory must be
     */
    public PluginIndex(Path directory, String framework, int most, Path own) {
        this.directory = directory;
        this.framework = framework;
        this.files = new IndexDirectory(directory, own, most);
    }

    /** The class path, as this index remembers it. */
    public synchronized ClassPath classPath() {
        classPath = classPath == null ? new ClassPath(this) : classPath;
        return classPath;
    }

    /**
     * What is known of a content.
     *
     * @param fingerprint the content, from {@link dev.hotplug.image.Image#fingerprint}
     * @return the entry, or empty if there is none that can be used
     */
    public Optional<IndexEntry> find(String fingerprint) {
        byte[] file = read(fingerprint);
        try {
            return file == null ? Optional.empty() : Optional.of(IndexReader.entry(file, framework, fingerprint));
        } catch (IOException unusable) {
            refuse(fingerprint, unusable);
            return Optional.empty();
        }
    }

    /** What is remembered of the class path, by resource; empty if nothing is. */
    Map<String, List<String>> places(String key) {
        byte[] file = read(key);
        try {
            return file == null ? Map.of() : IndexReader.places(file, framework, key);
        } catch (IOException | RuntimeException unusable) {
            refuse(key, unusable);
            return Map.of();
        }
    }

    /** The file of a key, or {@code null} if there is none that can be read. */
    private byte[] read(String key) {
        Path file = files.of(key);
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (!isSafe()) {
                return null;
            }
            byte[] bytes = read(file, found);
            if (System.currentTimeMillis() - found.lastModifiedTime().toMillis() > DAY_MILLIS) {
                touch(file);
            }
            return bytes;
        } catch (NoSuchFileException unknown) {
            return null;
        } catch (IOException | RuntimeException failure) {
            refuse(key, failure);
            return null;
        }
    }

    private void refuse(String key, Exception failure) {
        Path file = files.of(key);
        if (failure instanceof UnusableEntryException unusable) {
            discard(file, unusable);
        } else {
            // If it cannot be replaced either, that is the warning that counts.
            log().debug("index {}: {} cannot be read", directory, file.getFileName(), failure);
        }
    }

    /** Keeps what is known of a content, in place of what was there. */
    public void put(IndexEntry entry) {
        write(entry.fingerprint(), IndexWriter.entry(entry, framework));
    }

    /** Keeps what is known of the class path, in place of what was there. */
    void put(String key, Map<String, List<String>> places) {
        write(key, IndexWriter.places(places, framework, key));
    }

    private void write(String key, byte[] bytes) {
        if (readOnly || bytes.length > LARGEST) {
            return;
        }
        try {
            files.make();
            if (isSafe()) {
                moveIntoPlace(files.writeAside(key, bytes), key);
                files.tidyNowAndThen();
            }
        } catch (IOException | RuntimeException failure) {
            giveUpWriting(failure);
        }
    }

    /** What is in the way of one entry, as a directory that somebody has put there, is no reason to keep no other. */
    private void moveIntoPlace(Path aside, String key) {
        try {
            files.moveIntoPlace(aside, key);
        } catch (IOException | RuntimeException failure) {
            boolean first;
            synchronized (warned) {
                first = !obstructed;
                obstructed = true;
            }
            String message = "index {}: {} cannot be replaced: {}; what it would say is not kept";
            if (first) {
                log().warn(message + " (others like it are logged at debug level only)", directory,
                        files.of(key).getFileName(), failure.toString());
            } else {
                log().debug(message, directory, files.of(key).getFileName(), failure.toString());
            }
        }
    }

    /** Not a channel: an interrupt would close it half way. Not a pipe: opening it would wait for its writer. */
    private static byte[] read(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile() || attributes.size() > LARGEST) {
            throw UnusableEntryException.damaged("not an index file");
        }
        try (InputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes((int) LARGEST);
        }
    }

    private boolean isSafe() throws IOException {
        Boolean known = safe;
        if (known != null) {
            return known;
        }
        synchronized (warned) {
            if (safe == null) {
                String distrust = files.distrust();
                if (distrust != null) {
                    log().warn("index {}: not used, because {}, or choose another directory", directory, distrust);
                }
                safe = distrust == null;
            }
            return safe;
        }
    }

    private void discard(Path file, UnusableEntryException unusable) {
        boolean first;
        synchronized (warned) {
            first = warned.add(unusable.kind());
        }
        String message = "index {}: {} is {}; it is ignored and will be written again";
        if (first) {
            log().warn(message + " (others like it are logged at debug level only)", directory, file.getFileName(),
                    unusable.getMessage());
        } else {
            log().debug(message, directory, file.getFileName(), unusable.getMessage());
        }
        if (!readOnly) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException | RuntimeException failure) {
                // If it cannot be replaced either, that is the warning that counts.
                log().debug("index {}: {} cannot be deleted", directory, file.getFileName(), failure);
            }
        }
    }

    private void giveUpWriting(Exception failure) {
        boolean first;
        synchronized (warned) {
            first = !readOnly;
            readOnly = true;
        }
        if (first) {
            log().warn("index {}: cannot be written: {}; what is found from now on is not kept", directory,
                    failure.toString());
        }
    }

    /** Asked for when there is something to say: the first logger of a JVM takes longer than loading a plugin. */
    private static Logger log() {
        return LoggerFactory.getLogger(PluginIndex.class);
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException | RuntimeException failure) {
            log().debug("{}: cannot be marked as used", file, failure);
        }
    }
}
