package dev.hotplug.console;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the lines that were typed are kept from one session to the next, for the owner's eyes only. */
final class HistoryFile {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private HistoryFile() {
    }

    /** {@code .hotplug_history} in the user's directory; nothing where that cannot be made the owner's alone. */
    static Optional<Path> ofUser() {
        return ownerOnly(Path.of(System.getProperty("user.home")).resolve(".hotplug_history"));
    }

    /** Makes the file if it is not there, and takes others' rights from it if it is. */
    static Optional<Path> ownerOnly(Path file) {
        try {
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException there) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException unkept) {
            LOG.debug("no history is kept: {}: {}", file, unkept.toString());
            return Optional.empty();
        }
    }
}
