package dev.hotplug.loader;

import dev.hotplug.model.ClassArchive.Entry;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Copies of the native libraries in a plugin that its code asked for. The JVM loads them from files only, and a file
 * for one class loader only until that is collected; so each load of a plugin has copies of its own.
 *
 * <p>Safe for use by many threads.
 */
final class NativeLibraries {

    private final Resources resources;
    private final String label;
    private final Path beginning;
    /** Guarded by this. */
    private final Map<String, Path> copies = new HashMap<>();

    /**
     * @param resources where the libraries are
     * @param label the plugin as messages name it
     * @param beginning what the copies' paths begin with; unique to this load
     */
    NativeLibraries(Resources resources, String label, Path beginning) {
        this.resources = resources;
        this.label = label;
        this.beginning = beginning;
    }

    /**
     * The copy of a library, made when first asked for.
     *
     * @param name as {@code System.loadLibrary} takes it
     * @return an absolute path, or {@code null} if the plugin has no such library
     * @throws UnsatisfiedLinkError if it cannot be copied
     */
    synchronized String find(String name) {
        String file = System.mapLibraryName(name);
        Path copy = copies.get(file);
        if (copy != null) {
            return copy.toString();
        }
        Entry entry = places(file).stream().map(resources::find).filter(Objects::nonNull).findFirst().orElse(null);
        if (entry == null) {
            return null;
        }
        try {
            copy = beginning.resolveSibling(beginning.getFileName() + "-" + file).toAbsolutePath();
            write(resources.read(entry), copy);
            copies.put(file, copy);
            return copy.toString();
        } catch (IOException failure) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError(label + ": " + entry.name()
                    + " cannot be copied to a file: " + failure.getMessage());
            error.initCause(failure);
            throw error;
        }
    }

    /** Writes it aside and moves it into place: a library that is cut off ends the JVM when its code is reached. */
    private static void write(byte[] content, Path copy) throws IOException {
        Path aside = copy.resolveSibling(copy.getFileName() + ".part");
        // One that could not be deleted after it had failed.
        Files.deleteIfExists(aside);
        Files.createFile(aside, ownerOnly(aside));
        try {
            // Not a channel: an interrupt would close it half way.
            try (OutputStream out = new FileOutputStream(aside.toFile())) {
                out.write(content);
            }
            Files.move(aside, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error failure) {
            deleteAfter(failure, aside);
            throw failure;
        }
    }

    private static void deleteAfter(Throwable failure, Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException | RuntimeException also) {
            failure.addSuppressed(also);
        }
    }

    /**
     * Deletes the copies. Where a library's file cannot be deleted while it is loaded, it stays until the host's work
     * directory goes.
     */
    synchronized void delete() {
        copies.values().forEach(copy -> copy.toFile().delete());
        copies.clear();
    }

    /** Where in the JAR a library may be, the most special place first. */
    private static List<String> places(String file) {
        return List.of("native/" + platform() + "/" + file, "native/" + file, "META-INF/native/" + file);
    }

    /** As {@code linux-x86_64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "macos" : system)
                + "-" + (machine.equals("amd64") ? "x86_64" : machine);
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }
}
