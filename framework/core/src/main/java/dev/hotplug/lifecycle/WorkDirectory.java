package dev.hotplug.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** A host's own directory, readable by its owner only: staged images, and data of plugins that has no other place. */
final class WorkDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path root;

    WorkDirectory(Path parent) {
        try {
            Files.createDirectories(parent);
            root = create(parent);
            Files.createDirectory(staged());
            Files.createDirectory(scratch());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a work directory in " + parent, e);
        }
    }

    /**
     * As {@link Files#createTempDirectory}, but for its random name, which costs a cold JVM 20 ms. A name that others can
     * guess does no harm: what exists is never taken, and what is made is its owner's only.
     */
    private static Path create(Path parent) throws IOException {
        boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        for (long number = System.nanoTime();; number++) {
            try {
                Path made = parent.resolve("hotplug-" + Long.toHexString(number));
                return posix ? Files.createDirectory(made, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                        : Files.createDirectory(made);
            } catch (FileAlreadyExistsException taken) {
                // Another host, or somebody who guessed: the next number is free.
                continue;
            }
        }
    }

    Path staged() {
        return root.resolve("staged");
    }

    Path scratch() {
        return root.resolve("scan");
    }

    Path data() {
        return root.resolve("data");
    }

    /**
     * Deletes it with all that is in it.
     *
     * @param open what is open in it
     */
    void delete(Closeable open) {
        try {
            open.close();
            List<Path> deepestFirst = List.of();
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
                }
            }
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger("dev.hotplug").warn("cannot delete the work directory {}: {}", root,
                    Refusal.describe(e));
        }
    }
}
