package dev.hotplug.console.dropin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells a file from the one that had its name before.
 *
 * @param kind what it is
 * @param size in bytes
 * @param modified when it was written last, as the file system says or as somebody has set it
 * @param identity device and number of the file, where the file system has such
 * @param changed when anything of it changed, where the file system says so. Nobody can set that: a file that was
 *     replaced by one of the same size and the same time, as build tools make them, has another
 */
record Stamp(Kind kind, long size, FileTime modified, String identity, String changed) {

    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final String UNIX = "unix";

    /** What has a name in a directory. */
    enum Kind {
        /** A file, or a link to one. */
        FILE,
        /** A directory, a pipe or the like: no plugin can come from it. */
        NO_FILE,
        /** A link to something that is not there. */
        LINK_TO_NOWHERE,
        /** What it is cannot be found out, as for a link that leads into a directory without access. */
        UNREACHABLE
    }

    /** The stamp that a name stands for now; empty if there is nothing of that name. */
    static Optional<Stamp> of(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            // What is in a directory, or in a pipe, is of no interest; and a link's own times are not its target's.
            return Optional.of(!found.isRegularFile() ? odd(Kind.NO_FILE, String.valueOf(found.fileKey()))
                    : new Stamp(Kind.FILE, found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey()),
                            changed(path)));
        } catch (NoSuchFileException gone) {
            return Files.isSymbolicLink(path) ? Optional.of(odd(Kind.LINK_TO_NOWHERE, "")) : Optional.empty();
        } catch (IOException unreachable) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(odd(Kind.UNREACHABLE, unreachable.toString())) : Optional.empty();
        }
    }

    private static String changed(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX)
                ? String.valueOf(Files.getAttribute(path, UNIX + ":ctime")) : "";
    }

    private static Stamp odd(Kind kind, String identity) {
        return new Stamp(kind, 0, NEVER, identity, "");
    }

    /** Whether it is the same file under another name, not written since. */
    boolean isRenamed(Stamp before) {
        return kind == Kind.FILE && before.kind == kind && size == before.size && modified.equals(before.modified)
                && identity.equals(before.identity);
    }
}
