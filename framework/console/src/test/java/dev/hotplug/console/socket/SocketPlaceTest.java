package dev.hotplug.console.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPlaceTest {

    @TempDir
    private Path directory;

    @Test
    void bind_leavesASocketThatOnlyItsOwnerMayUse() throws IOException {
        try (ServerSocketChannel socket = new SocketPlace(path()).bind()) {
            assertThat(socket.isOpen()).isTrue();
            assertThat(rights(path())).isEqualTo("rw-------");
            assertThat(names()).containsExactly("s", "s.lock");
        }
    }

    @Test
    void bindPrivately_isOutOfReachOfOthersBeforeTheFileIsMoved() throws IOException {
        Path closet = directory.resolve("closet");
        SocketPlace.makePrivate(closet);
        assertThat(rights(closet)).isEqualTo("rwx------");
        Path first = closet.resolve("first");
        try (ServerSocketChannel socket = SocketPlace.bindPrivately(first)) {
            assertThat(socket.isOpen()).isTrue();
            assertThat(rights(first)).isEqualTo("rw-------");
        }
    }

    @Test
    void bind_staleSocket_isReplaced() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path())).close();
        assertThat(path()).exists();

        try (ServerSocketChannel socket = new SocketPlace(path()).bind(); TestClient client = new TestClient(path())) {
            assertThat(socket.accept()).isNotNull();
            client.send("here");
        }
    }

    @Test
    void bind_whereAnotherHostListens_isRefusedAndTheOtherStays() throws IOException {
        SocketPlace first = new SocketPlace(path());
        try (ServerSocketChannel socket = first.bind()) {
            assertThatThrownBy(() -> new SocketPlace(path()).bind()).isInstanceOf(SocketPlaceException.class)
                    .hasMessage(path() + ": another host listens here; stop that one, or choose another path");
            assertThat(socket.isOpen()).isTrue();
            assertThat(path()).exists();
        }
    }

    @Test
    void bind_bySeveralAtOnce_givesItToOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                Callable<ServerSocketChannel> attempt = () -> {
                    try {
                        return new SocketPlace(path()).bind();
                    } catch (SocketPlaceException refused) {
                        return null;
                    }
                };
                int bound = 0;
                // Left open by the round before, so that it is found alive, and stale from then on.
                for (Future<ServerSocketChannel> outcome : threads.invokeAll(Collections.nCopies(4, attempt))) {
                    if (outcome.get() != null) {
                        bound++;
                        outcome.get().close();
                    }
                }
                assertThat(bound).isPositive();
                assertThat(names()).containsExactly("s", "s.lock");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bind_whereSomethingElseIs_isRefusedAndLeavesIt() throws IOException {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, directory.resolve("nowhere"));
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path file = Files.writeString(directory.resolve("file"), "text");

        for (Path something : List.of(link, folder, file)) {
            assertThatThrownBy(() -> new SocketPlace(something).bind()).isInstanceOf(SocketPlaceException.class)
                    .hasMessageStartingWith(something + ": is there already and is no socket");
        }
        assertThat(file).hasContent("text");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void bind_withoutADirectory_isRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new SocketPlace(directory.resolve("none/s")).bind())
                .isInstanceOf(SocketPlaceException.class).hasMessageContaining("no such directory");
        assertThatThrownBy(() -> new SocketPlace(file.resolve("s")).bind())
                .isInstanceOf(SocketPlaceException.class).hasMessageContaining(file + " is not a directory");
    }

    @Test
    void bind_pathAsLongAsTheSystemTakes_worksAndOneByteMoreIsRefused() throws IOException {
        int room = 107 - directory.toString().getBytes(StandardCharsets.UTF_8).length - 1;
        Path longest = directory.resolve("x".repeat(room));
        Path longer = directory.resolve("x".repeat(room + 1));

        new SocketPlace(longest).bind().close();
        assertThat(longest).exists();
        assertThatThrownBy(() -> new SocketPlace(longer).bind()).isInstanceOf(SocketPlaceException.class)
                .hasMessage(longer + ": too long for a socket: 108 bytes (at most 107); choose a shorter path");
        assertThat(longer).doesNotExist();
    }

    @Test
    void bind_whereNoFileCanBe_isRefusedWithAWayOut() {
        Path odd = Path.of("/proc/x.sock");
        assumeTrue(Files.isDirectory(odd.getParent()));

        assertThatThrownBy(() -> new SocketPlace(odd).bind()).isInstanceOf(SocketPlaceException.class)
                .hasMessage(odd + ": cannot listen here: /proc/x.sock.lock cannot be made; choose another path");
    }

    @Test
    void remove_ownFile_isDeletedAndAnothersIsNot() throws IOException {
        SocketPlace place = new SocketPlace(path());
        place.bind().close();
        SocketPlace successor = new SocketPlace(path());
        successor.bind().close();

        place.remove();
        assertThat(path()).exists();
        successor.remove();
        assertThat(path()).doesNotExist();
        successor.remove();
    }

    private Path path() {
        return directory.resolve("s");
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
