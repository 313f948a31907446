package dev.hotplug.index;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The files of an index: their names, who may read them, how many there are. */
final class IndexDirectory {

    private static final String ENTRY = ".hpx";
    private static final String ASIDE = ".tmp";
    /** Who can write everywhere anyway, and may have put an index into a container's image. */
    private static final String ROOT = "root";

    /** A file that was being written when its process ended. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** Counting the files takes a while. */
    private static final int WRITES_BETWEEN_COUNTS = 256;

    private record Dated(Path file, FileTime used) {
    }

    private final Path directory;
    private final Path own;
    private final int most;
    private final AtomicInteger writes = new AtomicInteger();

    IndexDirectory(Path directory, Path own, int most) {
        this.directory = directory;
        this.own = own;
        this.most = most;
    }

    Path of(String fingerprint) {
        return directory.resolve(fingerprint + ENTRY);
    }

    /** Makes the directory, for its owner only, if it is not there. */
    void make() throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
    }

    /**
     * Why somebody else may have written what is in it, or {@code null} if nobody but this user and root can. Where the
     * file system cannot say, its owner decides.
     */
    String distrust() throws IOException {
        PosixFileAttributes found;
        UserPrincipal user;
        try {
            found = Files.readAttributes(directory, PosixFileAttributes.class);
            user = Files.readAttributes(own, PosixFileAttributes.class).owner();
        } catch (UnsupportedOperationException notPosix) {
            return null;
        }
        Set<PosixFilePermission> permissions = found.permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            return "others may write into it; take their permission away";
        }
        UserPrincipal owner = found.owner();
        return owner.equals(user) || owner.getName().equals(ROOT) ? null
                : "it belongs to " + owner.getName() + ", and this host runs as " + user.getName()
                + "; make it that user's";
    }

    /**
     * Writes an entry aside.
     *
     * @return the file to be {@linkplain #moveIntoPlace moved into place}
     * @throws IOException if nothing can be written; nothing is left behind then
     */
    Path writeAside(String fingerprint, byte[] bytes) throws IOException {
        // Another process may write the same at the same time. A UUID would be as good, but costs a cold JVM 20 ms; and
        // nobody but the owner can put a file there whose name he has guessed.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Path aside = directory.resolve(fingerprint + "-" + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong()) + ASIDE);
        Files.createFile(aside, ownerOnly("rw-------"));
        try {
            // Not a channel: an interrupt would close it half way.
            try (OutputStream out = new FileOutputStream(aside.toFile())) {
                out.write(bytes);
            }
            return aside;
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(aside);
            throw failure;
        }
    }

    /**
     * Makes a file that was written aside the entry.
     *
     * @throws IOException if something is in the way of this one, which need not be in the way of others
     */
    void moveIntoPlace(Path aside, String fingerprint) throws IOException {
        try {
            Files.move(aside, of(fingerprint), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(aside);
            throw failure;
        }
    }

    /** To be called after each write. */
    void tidyNowAndThen() throws IOException {
        if (writes.getAndIncrement() % WRITES_BETWEEN_COUNTS == 0) {
            tidy();
        }
    }

    private void tidy() throws IOException {
        List<Dated> entries = new ArrayList<>();
        Instant longAgo = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                FileTime used = name.endsWith(ENTRY) || name.endsWith(ASIDE) ? usedLast(file) : null;
                if (used != null && name.endsWith(ENTRY)) {
                    entries.add(new Dated(file, used));
                } else if (used != null && used.toInstant().isBefore(longAgo)) {
                    delete(file);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        if (entries.size() > most) {
            entries.sort(Comparator.comparing(Dated::used));
            for (Dated entry : entries.subList(0, entries.size() - most)) {
                delete(entry.file());
            }
        }
    }

    /** Or leaves it where it is, as what somebody else has put here under the name of an entry. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            return;
        }
    }

    /** {@code null} if another process has deleted the file meanwhile. */
    private static FileTime usedLast(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return null;
        }
    }

    private boolean isPosix() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return isPosix() ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
