package dev.hotplug.console.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The file of a socket, from the moment that it is bound to the moment that it is removed. Safe for use by many threads
 * and many hosts.
 *
 * <p>Binding a socket creates its file with the rights that the process gives to all its files, and listens at once. So
 * it is bound inside a new directory that nobody else can enter, gets the rights that it shall have, and is moved into
 * place: at no moment can another user connect. The move also replaces the file of a host that died, in one step.
 *
 * <p>Whether a host lives behind a file is found out by connecting. Two hosts that look at the same moment are kept
 * apart by a lock on a file beside the socket ({@code NAME.lock}), which the system gives back whatever happens to its
 * owner. That file is left where it is: to delete it would take the lock from under another host.
 */
final class SocketPlace {

    /** What Linux takes, of the 108 bytes in a {@code sockaddr_un}, when the last one ends the text. */
    private static final int LONGEST = 107;

    /** The socket's name while nobody else can get at it. */
    private static final String NAME_AT_FIRST = "s";

    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int TYPE_BITS = 0170000;
    private static final int SOCKET_BITS = 0140000;

    private final Path path;
    private volatile Object file;

    SocketPlace(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /**
     * Binds a socket here.
     *
     * @throws SocketPlaceException if it may not or cannot be here
     */
    ServerSocketChannel bind() throws SocketPlaceException {
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw refused(Files.exists(parent == null ? path : parent)
                    ? parent + " is not a directory" : "no such directory; make it first");
        }
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            throw refused("this system does not tell who may use a socket, so none is opened");
        }
        Path closet = parent.resolve("." + Integer.toString(new SplittableRandom().nextInt(36 * 36 * 36 * 36), 36));
        checkLength(closet.resolve(NAME_AT_FIRST));
        checkLength(path);
        try {
            return locked(() -> bindIn(closet));
        } catch (SocketPlaceException refusal) {
            throw refusal;
        } catch (IOException failure) {
            throw new SocketPlaceException(path + ": cannot listen here: " + sentence(failure), failure);
        }
    }

    /** Removes the file, unless it is another's by now. */
    void remove() throws IOException {
        locked(() -> {
            if (file != null && file.equals(fileAt(path))) {
                Files.deleteIfExists(path);
            }
            return null;
        });
    }

    private ServerSocketChannel bindIn(Path closet) throws IOException {
        checkOccupant();
        makePrivate(closet);
        Path first = closet.resolve(NAME_AT_FIRST);
        ServerSocketChannel channel = null;
        boolean complete = false;
        try {
            channel = bindPrivately(first);
            Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
            file = fileAt(path);
            complete = true;
            return channel;
        } finally {
            if (!complete && channel != null) {
                channel.close();
            }
            Files.deleteIfExists(first);
            Files.deleteIfExists(closet);
        }
    }

    /** Makes a directory that only the owner may enter, from its first moment on. */
    static void makePrivate(Path closet) throws IOException {
        Files.createDirectory(closet, OWNER_ONLY_DIRECTORY);
    }

    /** Binds in a directory that only the owner may enter, and leaves a file that only the owner may connect to. */
    static ServerSocketChannel bindPrivately(Path file) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean complete = false;
        try {
            channel.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            complete = true;
            return channel;
        } finally {
            if (!complete) {
                channel.close();
            }
        }
    }

    /** Insists that nothing is here that must stay: at most a socket at which nobody answers. */
    private void checkOccupant() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE_BITS) != SOCKET_BITS) {
            throw refused("is there already and is no socket; it is left as it is, choose another path");
        }
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Without blocking, because a host that is too busy to accept is a host.
            client.configureBlocking(false);
            client.connect(UnixDomainSocketAddress.of(path));
            throw refused("another host listens here; stop that one, or choose another path");
        } catch (ConnectException nobodyAnswers) {
            // The file of a host that died. The move replaces it.
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T locked(Step<T> step) throws IOException {
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        // Locks of files keep processes apart, not the threads of one.
        synchronized (SocketPlace.class) {
            try (FileChannel channel = FileChannel.open(lock, Set.of(StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), OWNER_ONLY);
                    FileLock held = channel.lock()) {
                assert held.isValid();
                return step.run();
            } catch (OverlappingFileLockException sameProcess) {
                throw refused("another host of this process is just opening or closing this socket; try again");
            }
        }
    }

    private void checkLength(Path candidate) throws SocketPlaceException {
        int bytes = candidate.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            int own = path.toString().getBytes(StandardCharsets.UTF_8).length;
            throw refused("too long for a socket: " + own + " bytes (at most " + (LONGEST - Math.max(0, bytes - own))
                    + "); choose a shorter path");
        }
    }

    private static Object fileAt(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private SocketPlaceException refused(String why) {
        return new SocketPlaceException(path + ": " + why);
    }

    private static String sentence(IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return failure.getMessage() + " is in the way; try again";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + " may not be written; whose is its directory?";
        }
        if (failure instanceof FileSystemException cannotBe) {
            return cannotBe.getFile() + " cannot be made"
                    + (cannotBe.getReason() == null ? "" : ": " + cannotBe.getReason()) + "; choose another path";
        }
        return failure.getMessage() == null ? "the system does not say why" : failure.getMessage();
    }
}
