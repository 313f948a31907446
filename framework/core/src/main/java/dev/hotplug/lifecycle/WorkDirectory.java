package dev.hotplug.lifecycle;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A host's own directory, readable by its owner only: staged images, and data of plugins that has no other place. */
final class WorkDirectory {

    private final Path root;

    WorkDirectory(Path parent) {
        try {
            // Asked first: being told that it exists takes a cold JVM more classes than asking.
            if (!Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
            root = create(parent);
            makeStaged();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a work directory in " + parent + ": " + Refusal.describe(e), e);
        }
    }

    /**
     * As {@link Files#createTempDirectory}, but for its random name and its 60 classes, which cost a cold JVM 20 ms. A
     * name that others can guess does no harm: what exists is never taken, and what is made is its owner's only before
     * anything is in it.
     */
    private static Path create(Path parent) throws IOException {
        long number = System.nanoTime();
        File made = child(parent, number);
        while (!made.mkdir()) {
            if (!made.exists()) {
                throw new IOException("cannot make " + made);
            }
            // Another host's, or somebody's who guessed.
            made = child(parent, ++number);
        }
        for (boolean ownerOnly : new boolean[] {false, true}) {
            // What nobody may, then what its owner may.
            made.setReadable(ownerOnly, ownerOnly);
            made.setWritable(ownerOnly, ownerOnly);
            made.setExecutable(ownerOnly, ownerOnly);
        }
        return made.toPath();
    }

    private void makeStaged() throws IOException {
        if (staged().toFile().mkdir()) {
            return;
        }
        try {
            // Which says why not.
            Files.createDirectory(staged());
        } catch (IOException | RuntimeException failure) {
            root.toFile().delete();
            throw failure;
        }
    }

    private static File child(Path parent, long number) {
        return parent.resolve("hotplug-" + Long.toHexString(number)).toFile();
    }

    Path staged() {
        return root.resolve("staged");
    }

    /** A place for copies that nobody needs for long; to be made by who does. */
    Path scratch() {
        return root.resolve("scratch");
    }

    Path data() {
        return root.resolve("data");
    }

    /**
     * Deletes it with all that is in it. The last load that fails in a closed host and whoever closed it may both come
     * here; the second finds nothing left.
     *
     * @param open what is open in it
     */
    synchronized void delete(Closeable open) {
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
        } catch (IOException | UncheckedIOException e) {
            HostLog.get().warn("cannot delete the work directory {}: {}", root,
                    Refusal.describe(e));
        }
    }

    /** Lets the JVM delete at its end what could not be deleted before, because something in it is still used. */
    synchronized void deleteAtExit() {
        try (Stream<Path> files = Files.walk(root)) {
            // A directory before what is in it, since the last one that the JVM is told of is deleted first.
            files.forEach(file -> file.toFile().deleteOnExit());
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            HostLog.get().warn("the work directory {} stays: {}", root, Refusal.describe(e));
        }
    }
}
